import type { Weekday } from './first-day-of-week';

/** A day as `YYYY-MM-DD`. Its text sorts in the order of time, so `<` and `===` compare days. */
export type IsoDate = string;

/** A month as `YYYY-MM`, which sorts in the order of time too. */
export type IsoMonth = string;

const DATE = /^(\d{4})-(0[1-9]|1[0-2])-(\d{2})$/;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const DAY_MS = 86_400_000;

/**
 * A day as the number of days since 1970-01-01. Dates without a time are reckoned in UTC only, where
 * every day has 24 hours: a local Date loses or repeats a day where the clocks change.
 */
function dayNumber(date: IsoDate): number {
  const match = DATE.exec(date);
  if (!match) throw new RangeError('not a date');
  // Not Date.UTC, which takes the years 0 to 99 for 1900 to 1999.
  const time = new Date(0).setUTCFullYear(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return time / DAY_MS;
}

function fromDayNumber(days: number): IsoDate {
  return new Date(days * DAY_MS).toISOString().slice(0, 10);
}

function monthNumber(month: IsoMonth): number {
  if (!isIsoMonth(month)) throw new RangeError('not a month');
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
}

function fromMonthNumber(months: number): IsoMonth {
  const year = String(Math.floor(months / 12)).padStart(4, '0');
  return `${year}-${String((months % 12) + 1).padStart(2, '0')}`;
}

/** Whether the text is a day that exists: `2027-02-29` is not. */
export function isIsoDate(text: string): boolean {
  return DATE.test(text) && fromDayNumber(dayNumber(text)) === text;
}

export function isIsoMonth(text: string): boolean {
  return MONTH.test(text);
}

export function monthOf(date: IsoDate): IsoMonth {
  return date.slice(0, 7);
}

export function addDays(date: IsoDate, days: number): IsoDate {
  return fromDayNumber(dayNumber(date) + days);
}

export function addMonths(month: IsoMonth, months: number): IsoMonth {
  return fromMonthNumber(monthNumber(month) + months);
}

/** The day of that number in another month, its last one where it has fewer days. */
export function sameDayIn(month: IsoMonth, date: IsoDate): IsoDate {
  const day = `${month}${date.slice(7)}`;
  const last = lastDayOf(month);
  return day < last ? day : last;
}

export function weekdayOf(date: IsoDate): Weekday {
  // The first of all days that are counted, 1970-01-01, was a Thursday.
  return ((((dayNumber(date) + 4) % 7) + 7) % 7) as Weekday;
}

/** The first day of the week that a day is in. */
export function weekOf(date: IsoDate, firstDay: Weekday): IsoDate {
  return addDays(date, -((weekdayOf(date) - firstDay + 7) % 7));
}

/** The weeks of a month, of seven places each: a day of another month leaves its place empty. */
export function weeksOf(month: IsoMonth, firstDay: Weekday): (IsoDate | null)[][] {
  const weeks: (IsoDate | null)[][] = [];
  const last = lastDayOf(month);
  for (let week = weekOf(firstDayOf(month), firstDay); week <= last; week = addDays(week, 7)) {
    const days = Array.from({ length: 7 }, (_, index) => addDays(week, index));
    weeks.push(days.map((day) => (monthOf(day) === month ? day : null)));
  }
  return weeks;
}

/** How many days `to` lies after `from`; negative when it lies before. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** How many months `to` lies after `from`; negative when it lies before. */
export function monthsBetween(from: IsoMonth, to: IsoMonth): number {
  return monthNumber(to) - monthNumber(from);
}

export function firstDayOf(month: IsoMonth): IsoDate {
  return `${month}-01`;
}

export function lastDayOf(month: IsoMonth): IsoDate {
  return addDays(firstDayOf(addMonths(month, 1)), -1);
}

export function daysIn(month: IsoMonth): number {
  return Number(lastDayOf(month).slice(8));
}

/** `count` months that end with `last`, oldest first. */
export function monthsUpTo(last: IsoMonth, count: number): IsoMonth[] {
  return Array.from({ length: count }, (_, index) => addMonths(last, index - count + 1));
}

/** Where a month stands to a day: over, running, or still to come. */
export function phaseOf(month: IsoMonth, today: IsoDate): 'past' | 'current' | 'future' {
  const current = monthOf(today);
  if (month === current) return 'current';
  return month < current ? 'past' : 'future';
}

/** The days of the month that can still be spent on, today included; 0 once the month is over. */
export function daysLeftIn(month: IsoMonth, today: IsoDate): number {
  const phase = phaseOf(month, today);
  if (phase === 'past') return 0;
  return phase === 'future' ? daysIn(month) : daysBetween(today, lastDayOf(month)) + 1;
}

/** The share of the month gone by the end of today, 0 to 1: where even spending would stand. */
export function paceOf(month: IsoMonth, today: IsoDate): number {
  const phase = phaseOf(month, today);
  if (phase === 'past') return 1;
  return phase === 'future' ? 0 : Number(today.slice(8)) / daysIn(month);
}
