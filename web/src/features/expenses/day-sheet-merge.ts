import type { Day, SheetRow } from '@/api/days';
import type { Expense } from '@/api/expenses';
import {
  COLUMNS,
  type Column,
  emptied,
  isFaulty,
  isSame,
  isUnsaved,
  type Reading,
  readRow,
  readSheet,
  rowOf,
  type Sheet,
  type TypedRow,
  withEmptyRows,
} from '@/features/expenses/day-sheet-rows';
import type { MoneyFormat } from '@/money/format-amount';
import { workOutAmount } from '@/money/work-out-amount';

/** Of an expense that somebody has changed since. */
const NO_REVISION = -1;

/** A sheet that was sent, and the name of that act, which is the same for every try. */
export interface SentSheet {
  readonly act: string;
  readonly etag: string;
  readonly rows: readonly SheetRow[];
  /** The keys of the rows, in the same order. */
  readonly keys: readonly string[];
}

/** Notes that a sheet is sent. The same once more, after no answer came, is the same act. */
export function sending(
  { base }: Sheet,
  { sent: rows, keys }: Reading,
  before: SentSheet | null,
  newAct: () => string,
): SentSheet {
  const { etag } = base;
  return before !== null && isSameAct(before, etag, rows)
    ? before
    : { act: newAct(), etag, rows, keys };
}

function isSameAct(sent: SentSheet, etag: string, rows: readonly SheetRow[]): boolean {
  return sent.etag === etag && JSON.stringify(sent.rows) === JSON.stringify(rows);
}

/**
 * The sheet on another state of the day: what was typed stays, cell by cell, what was not touched is as it is now, and
 * nothing that somebody else recorded or changed would be deleted by it unseen. A cell that both have changed says what
 * stands elsewhere.
 */
export function followed(sheet: Sheet, current: Day, money: MoneyFormat): Sheet {
  if (!isUnsaved(readSheet(sheet, money))) return emptied(sheet, current, money);
  const now = new Map(current.expenses.map((expense) => [expense.id, expense]));
  const before = new Map(sheet.base.expenses.map((expense) => [expense.id, expense]));
  const theirs: Record<string, Partial<Record<Column, string>>> = {};
  const kept = sheet.rows.flatMap((row) => {
    if (row.id === null) return [row];
    const [old, fresh] = [before.get(row.id), now.get(row.id)];
    if (fresh === undefined) return isTouched(row, old, money) ? [{ ...row, id: null }] : [];
    const merged = mergedRow(row, old ?? fresh, fresh, money);
    theirs[row.key] = merged.theirs;
    return [merged.row];
  });
  const listed = new Set(kept.map(({ id }) => id));
  const others = current.expenses.filter(({ id }) => !listed.has(id));
  const place = kept.findIndex(({ id }) => id === null);
  const at = place < 0 ? kept.length : place;
  const next = kept.toSpliced(at, 0, ...others.map((expense) => rowOf(expense, money)));
  return { ...sheet, base: current, rows: withEmptyRows(next), moved: true, theirs };
}

/** Whether something was typed into the row of an expense that is to stay. */
function isTouched(row: TypedRow, old: Expense | undefined, money: MoneyFormat): boolean {
  if (row.removed) return false;
  const read = readRow(row, money);
  return read === null ? false : isFaulty(read) || !isSame(old, read);
}

function mergedRow(row: TypedRow, old: Expense, fresh: Expense, money: MoneyFormat) {
  const [was, is] = [rowOf(old, money), rowOf(fresh, money)];
  const typed = COLUMNS.filter((column) => !saysSame(column, row[column], was[column], money));
  const both = typed.filter(
    (column) => is[column] !== was[column] && !saysSame(column, row[column], is[column], money),
  );
  const texts = typed.map((column) => [column, row[column]]);
  // What is no longer the same has to be deleted once more by who sees it.
  const removed = row.removed === true && fresh.revision === old.revision;
  return {
    row: { ...is, ...Object.fromEntries(texts), key: row.key, removed },
    theirs: Object.fromEntries(both.map((column) => [column, is[column]])),
  };
}

function saysSame(column: Column, one: string, other: string, money: MoneyFormat): boolean {
  if (one.trim() === other.trim()) return true;
  if (column !== 'amount') return false;
  const [a, b] = [workOutAmount(one, money), workOutAmount(other, money)];
  return a.ok && b.ok && a.minor === b.minor;
}

/** The sheet after an act of it turned out to be stored: what it has sent is now what the day was before. */
export function recognised(sheet: Sheet, stored: Day, sent: SentSheet): Sheet {
  const now = new Map(stored.expenses.map((expense) => [expense.id, expense]));
  const named = new Set([...sheet.base.expenses, ...sent.rows].map(({ id }) => id));
  const free = stored.expenses.filter(({ id }) => !named.has(id));
  const became = new Map<string | undefined, string>();
  const expenses = sent.rows.flatMap((form, place) => {
    const equal = form.id === null ? free.findIndex((expense) => isSame(expense, form)) : -1;
    const id = form.id ?? free.splice(equal, equal < 0 ? 0 : 1)[0]?.id;
    if (id === undefined) return [];
    became.set(sent.keys[place], id);
    const fresh = now.get(id);
    const seen = { date: stored.date, categoryId: '', deletedAt: null, revision: NO_REVISION };
    return [{ ...seen, ...(isSame(fresh, form) ? fresh : {}), ...form, id }];
  });
  const rows = sheet.rows.map((row) => ({ ...row, id: row.id ?? became.get(row.key) ?? null }));
  return { ...sheet, base: { ...stored, expenses }, rows };
}
