/** The tests' people live here; the server, the browser and these tests agree on the day only by its name. */
export const TIME_ZONE = 'Europe/Berlin';

const DAY_MS = 86_400_000;

/** Today in the wallet's time zone, as `YYYY-MM-DD`. */
export function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: TIME_ZONE }).format(new Date());
}

/** A number of days before today. */
export function daysAgo(days: number): string {
  return new Date(Date.parse(today()) - days * DAY_MS).toISOString().slice(0, 10);
}

/** The month so many months from this one, as `YYYY-MM`. */
export function month(away = 0): string {
  const [year = 0, number = 1] = today().split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + away, 1)).toISOString().slice(0, 7);
}

/** A day as the date field shows it to the tests' people, who write it as in Great Britain. */
export function digits(date: string): string {
  return date.split('-').reverse().join('/');
}

/** `November 2026` */
export function monthTitle(yearMonth: string): string {
  const shape = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat('en-GB', shape).format(new Date(`${yearMonth}-01T00:00:00Z`));
}
