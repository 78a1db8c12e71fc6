import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { currentLanguage, type Language } from '@/language/language';
import { addDays, daysBetween, firstDayOf, type IsoDate, type IsoMonth } from './calendar';
import type { Weekday } from './first-day-of-week';

/** Day, month and year in the order in which somebody wants to read them, whatever their locale says. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd';

let wantedOrder: DateOrder | null = null;

/** From now on days are written in this order; null leaves it to the locale. One for all that is shown, as the language is. */
export function writeDatesIn(order: DateOrder | null): void {
  wantedOrder = order;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Where the user's locale tells no region: the country whose order of day and month the language's readers expect. */
const USUAL_REGION: Record<Language, string> = { en: 'GB', de: 'DE', es: 'ES' };

/**
 * The locale for dates in words: the language of the interface, with the region of the user's locale for the order:
 * for an English reader "21 Nov" with `de-DE`, "Nov 21" with `en-US`.
 */
function wordsLocale(language: Language, locale: string): string {
  try {
    const known = new Intl.Locale(locale);
    if (known.language === language) return locale;
    return `${language}-${known.region ?? known.maximize().region ?? USUAL_REGION[language]}`;
  } catch {
    return `${language}-${USUAL_REGION[language]}`;
  }
}

function formatterOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const language = currentLanguage();
  const key = `${language} ${locale} ${JSON.stringify(options)}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    const fixed = { timeZone: 'UTC', calendar: 'gregory', numberingSystem: 'latn' } as const;
    formatter = new Intl.DateTimeFormat(wordsLocale(language, locale), { ...options, ...fixed });
    formatters.set(key, formatter);
  }
  return formatter;
}

function midnight(date: IsoDate): Date {
  return new Date(`${date}T00:00:00Z`);
}

function formatWith(date: IsoDate, locale: string, options: Intl.DateTimeFormatOptions): string {
  return formatterOf(locale, options).format(midnight(date));
}

/** A day in the user's order, with the words of the language: `Sat 21 Nov`, `Sat, Nov 21`, `Sat 2026-11-21`. */
function formatDate(date: IsoDate, locale: string, options: Intl.DateTimeFormatOptions): string {
  if (wantedOrder === null) return formatWith(date, locale, options);
  return inOrder(date, wantedOrder, options);
}

/** What begins with the year is written in digits, as those who want it that way sort and search by it. */
function inOrder(date: IsoDate, order: DateOrder, options: Intl.DateTimeFormatOptions): string {
  const language = currentLanguage();
  const locale = `${language}-${USUAL_REGION[language]}`;
  if (order === 'dmy') return formatWith(date, locale, options);
  const parts = formatterOf(locale, options).formatToParts(midnight(date));
  const part = (type: string) => parts.find((one) => one.type === type)?.value;
  const weekday = part('weekday');
  if (order === 'ymd') return [weekday, date].filter(Boolean).join(' ');
  return [weekday, `${part('month')} ${part('day')}`, part('year')].filter(Boolean).join(', ');
}

/** A day as it looks in an order, for whoever is to choose one: `31 Dec 2026`. */
export function sampleOf(order: DateOrder, date: IsoDate): string {
  return inOrder(date, order, { day: 'numeric', month: 'short', year: 'numeric' });
}

const DIGITS = { day: '2-digit', month: '2-digit', year: 'numeric' } as const;

/** A day as it is typed: `21/11/2026`, `21.11.2026`, `11/21/2026` or `2026-11-21`. */
export function formatDigits(date: IsoDate, locale: string): string {
  const [year, month, day] = date.split('-');
  // Only few languages write the month first, and each of those with strokes.
  if (wantedOrder === 'mdy') return `${month}/${day}/${year}`;
  return formatDate(date, locale, DIGITS);
}

/** The order in which a day is typed: the wanted one, else that of the locale. */
export function typedOrder(locale: string): DateOrder {
  const order = formatDigits('2033-11-22', locale)
    .match(/\d+/g)
    ?.map((part) => ({ 22: 'd', 11: 'm', 2033: 'y' })[part])
    .join('');
  return (order ?? 'ymd') as DateOrder;
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
  return formatDate(date, locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  });
}

/** `Saturday 21 November 2026` */
export function formatDayLong(date: IsoDate, locale: string): string {
  return formatDate(date, locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
}

const SOME_SUNDAY: IsoDate = '2026-11-22';

/** `Monday` */
export function formatWeekday(weekday: Weekday): string {
  return formatWith(addDays(SOME_SUNDAY, weekday), currentLanguage(), { weekday: 'long' });
}

/** `Mon` */
export function formatWeekdayShort(weekday: Weekday): string {
  return formatWith(addDays(SOME_SUNDAY, weekday), currentLanguage(), { weekday: 'short' });
}

/** `1 – 21 Nov 2026`, and `21 Nov 2026` for a single day. */
export function formatDays(
  { from, to }: { readonly from: IsoDate; readonly to: IsoDate },
  locale: string,
): string {
  const options = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  if (wantedOrder !== null && from !== to) {
    return `${formatDate(from, locale, options)} – ${formatDate(to, locale, options)}`;
  }
  if (wantedOrder !== null) return formatDate(from, locale, options);
  return formatterOf(locale, options).formatRange(midnight(from), midnight(to));
}

const NEAR_DAYS: ReadonlyMap<number, MessageDescriptor> = new Map([
  [-1, msg`Yesterday`],
  [0, msg`Today`],
  [1, msg`Tomorrow`],
]);

/** "Today", "Yesterday" or "Tomorrow", and null for any other day. */
export function relativeDay(date: IsoDate, today: IsoDate): string | null {
  const near = NEAR_DAYS.get(daysBetween(today, date));
  return near === undefined ? null : i18n._(near);
}
