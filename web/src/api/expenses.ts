import { type Answer, answerOf, api, fetchRaw } from '@/api/client';
import type { ApiProblem } from '@/api/problem';
import type { WireExpense } from '@/api/wire';
import { firstDayOf, type IsoDate, type IsoMonth, lastDayOf } from '@/dates/calendar';
import {
  decimalText,
  type MinorUnits,
  minorFromDecimalText,
  minorFromJson,
} from '@/money/minor-units';

export interface Expense {
  readonly id: string;
  readonly date: IsoDate;
  readonly category: string;
  readonly categoryId: string;
  readonly amount: MinorUnits;
  readonly description: string;
  readonly deletedAt: string | null;
  /** Names this state of the row: a change sent with an older one is refused as stale. */
  readonly revision: number;
}

/** What a person enters. */
export interface ExpenseDraft {
  readonly date: IsoDate;
  readonly category: string;
  readonly amount: MinorUnits;
  readonly description: string;
}

/** A span of days with both ends included; one day where they are the same. */
export interface DaySpan {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

export interface ExpenseFilter {
  readonly month?: IsoMonth | undefined;
  /** Instead of a month. */
  readonly days?: DaySpan | undefined;
  /** Names; none means all. */
  readonly categories?: readonly string[] | undefined;
  readonly text?: string | undefined;
}

export interface ExpensePage {
  readonly expenses: readonly Expense[];
  /** Where the next page begins; null on the last one. */
  readonly nextCursor: string | null;
  /** How many expenses the filter matches in all. On the first page only. */
  readonly count: number | null;
  /** The sum of all that the filter matches. On the first page only. */
  readonly total: MinorUnits | null;
  /** The state of the wallet that it shows: each write moves it by one. */
  readonly revision?: number;
}

export interface PageRequest {
  readonly filter: ExpenseFilter;
  readonly limit: number;
  readonly cursor: string | null;
}

/** An expense of an answer, its amount in minor units. */
export function expenseFrom(wire: WireExpense, digits: number): Expense {
  return {
    id: wire.id,
    date: wire.date,
    category: wire.category,
    categoryId: wire.category_id,
    amount: minorFromJson(wire.amount, digits),
    description: wire.description,
    deletedAt: wire.deleted_at,
    revision: wire.revision,
  };
}

/** Amounts travel as decimal text: the digits that were typed, never a double. */
function bodyFrom(draft: ExpenseDraft, digits: number) {
  return { ...draft, amount: decimalText(draft.amount, digits) };
}

function queryFrom({ month, days, categories, text }: ExpenseFilter) {
  const span = days ?? (month ? { from: firstDayOf(month), to: lastDayOf(month) } : {});
  return {
    ...span,
    ...(categories?.length ? { category: [...categories] } : {}),
    ...(text ? { q: text } : {}),
  };
}

/** The cursor in `<…?cursor=…>; rel="next"`. Only it is taken over: the address in front may be a proxy's. */
export function nextCursor(link: string | null): string | null {
  const target = /<([^>]*)>\s*;\s*rel="?next"?/.exec(link ?? '')?.[1];
  if (target === undefined) return null;
  return new URL(target, 'http://relative.invalid').searchParams.get('cursor');
}

export async function fetchExpenses(
  { filter, limit, cursor }: PageRequest,
  digits: number,
  signal: AbortSignal,
): Promise<ExpensePage> {
  const query = { ...queryFrom(filter), limit, ...(cursor === null ? {} : { cursor }) };
  const call = api.GET('/expenses', { params: { query }, signal });
  const { data, headers } = await answerOf(call);
  const count = headers.get('X-Total-Count');
  const total = headers.get('X-Total-Amount');
  const revision = headers.get('X-Revision');
  return {
    expenses: data.map((wire) => expenseFrom(wire, digits)),
    nextCursor: nextCursor(headers.get('Link')),
    count: count === null ? null : Number(count),
    total: total === null ? null : minorFromDecimalText(total, digits),
    ...(revision === null ? {} : { revision: Number(revision) }),
  };
}

/** Records an expense once, however often it is sent with the same key and content. */
export async function createExpense(draft: ExpenseDraft, key: string, digits: number) {
  const params = { header: { 'Idempotency-Key': key } };
  // Who closes the page at once after saving has recorded it all the same.
  const sent = { params, body: bodyFrom(draft, digits), keepalive: true };
  const call = api.POST('/expenses', sent);
  return expenseOf(await answerOf(call), digits);
}

/** Changes the expense if it still is what `base` shows; otherwise a problem with code `stale`. */
export async function updateExpense(base: Expense, draft: ExpenseDraft, digits: number) {
  const params = { path: { expense_id: base.id }, header: { 'If-Match': etag(base) } };
  const body = bodyFrom(draft, digits);
  return expenseOf(await answerOf(api.PATCH('/expenses/{expense_id}', { params, body })), digits);
}

export async function deleteExpense(base: Expense, digits: number) {
  const params = { path: { expense_id: base.id }, header: { 'If-Match': etag(base) } };
  return expenseOf(await answerOf(api.DELETE('/expenses/{expense_id}', { params })), digits);
}

export async function restoreExpense(id: string, digits: number) {
  const params = { path: { expense_id: id } };
  return expenseOf(await answerOf(api.POST('/expenses/{expense_id}/restore', { params })), digits);
}

/** The expense as it is now, as the refusal of a stale change carries it. */
export function currentOf(problem: ApiProblem, digits: number): Expense | null {
  if (problem.code !== 'stale' || problem.current === null) return null;
  // The contract of 412: `current` is an expense.
  return expenseFrom(problem.current as WireExpense, digits);
}

interface Download {
  readonly blob: Blob;
  readonly fileName: string;
}

/** All expenses that the filter matches, as a CSV file. */
export async function exportExpenses(filter: ExpenseFilter): Promise<Download> {
  const { category = [], ...rest } = queryFrom(filter);
  const query = new URLSearchParams(rest);
  for (const name of category) query.append('category', name);
  const response = await fetchRaw(`/export-csv?${query}`);
  const disposition = response.headers.get('Content-Disposition') ?? '';
  const fileName = /filename="([^"]+)"/.exec(disposition)?.[1] ?? 'expenses.csv';
  return { blob: await response.blob(), fileName };
}

function expenseOf({ data }: Answer<WireExpense>, digits: number): Expense {
  return expenseFrom(data, digits);
}

function etag({ revision }: Expense): string {
  return `"${revision}"`;
}
