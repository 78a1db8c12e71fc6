import { addDays, addMonths, type IsoDate, type IsoMonth, isIsoDate, monthOf } from './calendar';
import { relativeDay, typedOrder } from './format-date';

/** One to three numbers, with anything between them that dates are written with. */
const NUMBERS = /^\d{1,4}(?:[\s./,-]+\d{1,4}){0,2}\.?$/;

/**
 * The day that somebody typed in the user's order, or null: `21/11/2026`, `21.11.26`, `5/11`, `5`, `yesterday`. What begins
 * with a year goes on with month and day in every order. Without a year, or without a month too, the last such day is
 * meant: what is recorded has mostly happened.
 */
export function parseDate(text: string, today: IsoDate, locale: string): IsoDate | null {
  const typed = text.trim();
  const word = typed.toLocaleLowerCase();
  const around = [-1, 0, 1].map((days) => addDays(today, days));
  const named = around.find((day) => relativeDay(day, today)?.toLocaleLowerCase() === word);
  if (named !== undefined) return named;
  if (!NUMBERS.test(typed)) return null;
  const [day = '', month, year] = inOrder(typed.match(/\d+/g) ?? [], locale);
  const days = monthsMeant(month, year, today)
    .map((one) => `${one}-${day.padStart(2, '0')}`)
    .filter((one) => isIsoDate(one) && (year !== undefined || one <= today));
  return days.at(-1) ?? null;
}

/** Day, month and year, as far as they were typed. */
function inOrder(numbers: readonly string[], locale: string): (string | undefined)[] {
  if (numbers.length === 1) return [numbers[0]];
  const yearFirst = numbers.length === 3 && numbers[0]?.length === 4;
  const order = yearFirst ? 'ymd' : typedOrder(locale);
  const typed = numbers.length === 3 ? order : order.replace('y', '');
  return [...'dmy'].map((part) =>
    typed.includes(part) ? numbers[typed.indexOf(part)] : undefined,
  );
}

/** The months that the day may be of, the last one last. */
function monthsMeant(
  month: string | undefined,
  year: string | undefined,
  today: IsoDate,
): IsoMonth[] {
  const thisMonth = monthOf(today);
  if (month === undefined) return [-2, -1, 0].map((away) => addMonths(thisMonth, away));
  const thisYear = Number(today.slice(0, 4));
  const years = year === undefined ? [thisYear - 1, thisYear] : [fullYear(year, thisYear)];
  return years.map((one) => `${one}-${month.padStart(2, '0')}`);
}

/** A year of two digits lies in the last hundred years, or is the next one: `26`, `27`, `99`. */
function fullYear(typed: string, thisYear: number): number | string {
  if (typed.length !== 2) return typed;
  const year = thisYear - (thisYear % 100) + Number(typed);
  return year > thisYear + 1 ? year - 100 : year;
}
