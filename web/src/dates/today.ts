import { type IsoDate, type IsoMonth, monthOf } from './calendar';

/**
 * The day it is now in a time zone (IANA name). "Today" is the wallet's, not the browser's: someone
 * who travels still records into the same days as the household at home.
 */
export function todayIn(timeZone: string, now: Date = new Date()): IsoDate {
  const parts = zonedFormat(timeZone).formatToParts(now);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

export function thisMonthIn(timeZone: string, now: Date = new Date()): IsoMonth {
  return monthOf(todayIn(timeZone, now));
}

/** Costly to make, and every page asks what day it is. */
const formats = new Map<string, Intl.DateTimeFormat>();

function zonedFormat(timeZone: string): Intl.DateTimeFormat {
  const format = formats.get(timeZone) ?? makeFormat(timeZone);
  formats.set(timeZone, format);
  return format;
}

function makeFormat(timeZone: string): Intl.DateTimeFormat {
  // Named, because the system's settings may bring another calendar or other digits.
  const options: Intl.DateTimeFormatOptions = {
    calendar: 'iso8601',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  };
  try {
    return new Intl.DateTimeFormat('en', { ...options, timeZone });
  } catch {
    // The server may know a zone that this browser's data is too old for.
    return new Intl.DateTimeFormat('en', { ...options, timeZone: 'UTC' });
  }
}
