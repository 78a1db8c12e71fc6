import { daysBetween, firstDayOf, type IsoDate, type IsoMonth } from './calendar';

const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * The locale for dates in words. The interface speaks English, so the names of months and days do
 * too; the region of the user's locale decides the order: "21 Nov" for `de-DE`, "Nov 21" for `en-US`.
 */
function wordsLocale(locale: string): string {
  try {
    const known = new Intl.Locale(locale);
    if (known.language === 'en') return locale;
    const region = known.region ?? known.maximize().region;
    return region ? `en-${region}` : 'en-GB';
  } catch {
    return 'en-GB';
  }
}

function formatWith(date: IsoDate, locale: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${locale} ${JSON.stringify(options)}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    const fixed = { timeZone: 'UTC', calendar: 'gregory', numberingSystem: 'latn' };
    formatter = new Intl.DateTimeFormat(wordsLocale(locale), { ...options, ...fixed });
    formatters.set(key, formatter);
  }
  return formatter.format(new Date(`${date}T00:00:00Z`));
}

/** `November 2026` */
export function formatMonth(month: IsoMonth, locale: string): string {
  return formatWith(firstDayOf(month), locale, { year: 'numeric', month: 'long' });
}

/** `November` */
export function formatMonthName(month: IsoMonth, locale: string): string {
  return formatWith(firstDayOf(month), locale, { month: 'long' });
}

/** `Nov 2026` */
export function formatMonthShort(month: IsoMonth, locale: string): string {
  return formatWith(firstDayOf(month), locale, { year: 'numeric', month: 'short' });
}

/** `Nov`, for the axis of a chart. */
export function formatMonthTick(month: IsoMonth, locale: string): string {
  return formatWith(firstDayOf(month), locale, { month: 'short' });
}

/** `Sat 21 Nov`, with the year when it is not the year of `today`. */
export function formatDay(date: IsoDate, today: IsoDate, locale: string): string {
  const sameYear = date.slice(0, 4) === today.slice(0, 4);
  return formatWith(date, locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  });
}

/** `Saturday 21 November 2026` */
export function formatDayLong(date: IsoDate, locale: string): string {
  return formatWith(date, locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
}

const NEAR_DAYS: ReadonlyMap<number, string> = new Map([
  [-1, 'Yesterday'],
  [0, 'Today'],
  [1, 'Tomorrow'],
]);

/** "Today", "Yesterday" or "Tomorrow", and null for any other day. */
export function relativeDay(date: IsoDate, today: IsoDate): string | null {
  return NEAR_DAYS.get(daysBetween(today, date)) ?? null;
}
