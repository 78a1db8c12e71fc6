import { type IsoDate, type IsoMonth, isIsoDate, isIsoMonth } from '@/dates/calendar';

/**
 * Addresses that people can read and share: `?month=2026-11&category=Food&category=Travel`. The router's own way would put
 * JSON into them.
 */
export function parseSearch(text: string): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {};
  const params = new URLSearchParams(text);
  for (const name of new Set(params.keys())) {
    const values = params.getAll(name);
    found[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return found;
}

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (typeof one === 'string' && one !== '') params.append(name, one);
    }
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/*
 * What follows checks what an address says. Each filter is always named in the result, with undefined where it is refused:
 * the router lays the result over what stands in the address, so what is left out here would come through unchecked.
 */

export interface MonthSearch {
  month?: IsoMonth | undefined;
}

export interface DaySearch {
  date?: IsoDate | undefined;
}

export interface ExpensesSearch extends MonthSearch {
  /** The first and the last day, instead of a month. */
  from?: IsoDate | undefined;
  to?: IsoDate | undefined;
  category?: string[] | undefined;
  q?: string | undefined;
}

export interface NextSearch {
  next?: string | undefined;
}

/** An address somebody mistyped shows the page without that filter rather than an error. */
export function monthSearch({ month }: Record<string, unknown>): MonthSearch {
  return { month: typeof month === 'string' && isIsoMonth(month) ? month : undefined };
}

export function daySearch({ date }: Record<string, unknown>): DaySearch {
  return { date: typeof date === 'string' && isIsoDate(date) ? date : undefined };
}

/** Both ends of a span of days, or neither. */
function daysSearch({ from, to }: Record<string, unknown>) {
  const days = [from, to].filter((end) => typeof end === 'string' && isIsoDate(end));
  const [first, last] = days as IsoDate[];
  if (first === undefined || last === undefined || first > last)
    return { from: undefined, to: undefined };
  return { from: first, to: last };
}

export function expensesSearch(search: Record<string, unknown>): ExpensesSearch {
  const { category, q } = search;
  const days = daysSearch(search);
  const names = [category ?? []].flat().filter((name) => typeof name === 'string');
  return {
    ...days,
    month: days.from === undefined ? monthSearch(search).month : undefined,
    category: names.length > 0 ? names : undefined,
    q: typeof q === 'string' && q !== '' ? q : undefined,
  };
}

/** Where to go after login: only ever a page of this app, whatever the address says. */
export function nextSearch({ next }: Record<string, unknown>): NextSearch {
  return { next: typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : undefined };
}
