import { type IsoMonth, isIsoMonth } from '@/dates/calendar';

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

export interface MonthSearch {
  month?: IsoMonth;
}

export interface ExpensesSearch extends MonthSearch {
  category?: string[];
  q?: string;
}

/** An address somebody mistyped shows the page without that filter rather than an error. */
export function monthSearch(search: Record<string, unknown>): MonthSearch {
  const { month } = search;
  return typeof month === 'string' && isIsoMonth(month) ? { month } : {};
}

export function expensesSearch(search: Record<string, unknown>): ExpensesSearch {
  const names = [search.category ?? []].flat().filter((name) => typeof name === 'string');
  return {
    ...monthSearch(search),
    ...(names.length > 0 ? { category: names } : {}),
    ...(typeof search.q === 'string' && search.q !== '' ? { q: search.q } : {}),
  };
}

/** Where to go after login: only ever a page of this app, whatever the address says. */
export function nextSearch(search: Record<string, unknown>): { next?: string } {
  const { next } = search;
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {};
}
