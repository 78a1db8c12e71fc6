import { type Answer, answerOf, api } from '@/api/client';
import { type Expense, expenseFrom } from '@/api/expenses';
import type { WireDay } from '@/api/wire';
import type { IsoDate, IsoMonth } from '@/dates/calendar';
import { decimalText, type MinorUnits } from '@/money/minor-units';

/** The expenses of one day. */
export interface Day {
  readonly date: IsoDate;
  /** In the order they were recorded. */
  readonly expenses: readonly Expense[];
  /** Names this state of the day: a sheet saved over an older one is refused as stale. */
  readonly etag: string;
}

/** A row of a sheet: an expense of the day, or with no id one that it may have already, or else a new one. */
export interface SheetRow {
  readonly id: string | null;
  readonly category: string;
  readonly amount: MinorUnits;
  readonly description: string;
}

/** All that a day is to have. */
export interface DaySheet {
  readonly date: IsoDate;
  readonly rows: readonly SheetRow[];
  /** The state of the day that the sheet was made from. */
  readonly etag: string;
}

function dayFrom({ data, headers }: Answer<WireDay>, digits: number): Day {
  return {
    date: data.date,
    expenses: data.expenses.map((wire) => expenseFrom(wire, digits)),
    // A proxy that compresses on the way makes it a weak one, which no write may name.
    etag: (headers.get('ETag') ?? '').replace(/^W\//, ''),
  };
}

export async function fetchDay(date: IsoDate, digits: number, signal: AbortSignal): Promise<Day> {
  const call = api.GET('/days/{date}', { params: { path: { date } }, signal });
  return dayFrom(await answerOf(call), digits);
}

/** The days of a month that have an expense. */
export async function fetchDaysOf(month: IsoMonth, signal: AbortSignal): Promise<IsoDate[]> {
  const { data } = await answerOf(api.GET('/days', { params: { query: { month } }, signal }));
  return data.map(({ date }) => date);
}

/** Makes the day what the sheet says, or nothing of it. Sent again with the same key it changes nothing more. */
export async function saveDay(sheet: DaySheet, key: string, digits: number): Promise<Day> {
  const { date, rows, etag } = sheet;
  const header = { 'If-Match': etag, 'Idempotency-Key': key };
  const expenses = rows.map((row) => ({ ...row, amount: decimalText(row.amount, digits) }));
  const sent = { params: { path: { date }, header }, body: { expenses } };
  return dayFrom(await answerOf(api.PUT('/days/{date}', sent)), digits);
}
