import type { Day, SheetRow } from '@/api/days';
import type { Expense } from '@/api/expenses';
import { formatPlain, type MoneyFormat } from '@/money/format-amount';
import { type MinorUnits, sumOf } from '@/money/minor-units';
import type { AmountProblem } from '@/money/parse-amount';
import { workOutAmount } from '@/money/work-out-amount';

export const COLUMNS = ['category', 'amount', 'description'] as const;
export type Column = (typeof COLUMNS)[number];

/** A row as it is typed: the amount is text in the user's own way of writing. */
export interface TypedRow {
  /** Tells it apart from the others of its sheet. */
  readonly key: string;
  /** The expense that it is; null where it is a new one. */
  readonly id: string | null;
  readonly category: string;
  readonly amount: string;
  readonly description: string;
  /** An expense that saving deletes. */
  readonly removed?: boolean;
}

export interface Sheet {
  /** The state of the day that it was begun on. */
  readonly base: Day;
  readonly rows: readonly TypedRow[];
  /** Whether it was left unsaved before. */
  readonly resumed: boolean;
  /** Whether somebody else changed the day since it was begun. */
  readonly moved: boolean;
  /** What stands elsewhere in cells that were changed here too: by the key of the row. */
  readonly theirs: Readonly<Record<string, Partial<Record<Column, string>>>>;
}

/** How many empty rows a day begins with, below its expenses. */
const EMPTY_AT_FIRST = 5;

function emptyRow(): TypedRow {
  return {
    key: crypto.getRandomValues(new Uint32Array(2)).join('-'),
    id: null,
    category: '',
    amount: '',
    description: '',
  };
}

export function rowOf(
  { id, category, amount, description }: Expense,
  money: MoneyFormat,
): TypedRow {
  return { ...emptyRow(), id, category, amount: formatPlain(amount, money), description };
}

/** Whether nobody has typed anything into it. */
export function isEmpty({ id, category, amount, description }: TypedRow): boolean {
  return id === null && `${category}${amount}${description}`.trim() === '';
}

/** The rows with at least so many empty ones at their end. */
export function withEmptyRows(rows: readonly TypedRow[], least = 1): readonly TypedRow[] {
  const atEnd = rows.length - 1 - rows.findLastIndex((row) => !isEmpty(row));
  const missing = Math.max(0, least - atEnd);
  return [...rows, ...Array.from({ length: missing }, emptyRow)];
}

/** The rows of the expenses of a day; those that were there before keep their keys, and with them the focus. */
function rowsOf(
  day: Day,
  money: MoneyFormat,
  before: readonly TypedRow[] = [],
): readonly TypedRow[] {
  const keys = new Map(before.map(({ id, key }) => [id, key]));
  return day.expenses.map((expense) => {
    const row = rowOf(expense, money);
    return { ...row, key: keys.get(expense.id) ?? row.key };
  });
}

/** A sheet of the day. */
export function begunSheet(day: Day, money: MoneyFormat): Sheet {
  const rows = withEmptyRows(rowsOf(day, money), EMPTY_AT_FIRST);
  return { base: day, rows, resumed: false, moved: false, theirs: {} };
}

/** The sheet that was left unsaved. */
export function resumedSheet({ base, rows }: Pick<Sheet, 'base' | 'rows'>): Sheet {
  return { base, rows: withEmptyRows(rows), resumed: true, moved: false, theirs: {} };
}

/** The sheet without anything that was typed. */
export function emptied({ rows }: Sheet, day: Day, money: MoneyFormat): Sheet {
  const empty = rows.filter(isEmpty).slice(-EMPTY_AT_FIRST);
  const all = withEmptyRows([...rowsOf(day, money, rows), ...empty], EMPTY_AT_FIRST);
  return { ...begunSheet(day, money), rows: all };
}

/** The sheet once it was saved. Rows that no expense came of stay. */
export function saved(sheet: Sheet, day: Day, money: MoneyFormat): Sheet {
  const { keys } = readSheet(sheet, money);
  const rest = sheet.rows.filter(
    (row) => row.id === null && !row.removed && !isEmpty(row) && !keys.includes(row.key),
  );
  const rows = withEmptyRows([...rowsOf(day, money), ...rest], EMPTY_AT_FIRST);
  return { ...begunSheet(day, money), rows };
}

/** The sheet with a text in one cell. */
export function written(sheet: Sheet, key: string, column: Column, text: string): Sheet {
  const rows = sheet.rows.map((row) => (row.key === key ? { ...row, [column]: text } : row));
  return { ...sheet, rows: withEmptyRows(rows) };
}

/** The sheet with a row marked to be deleted, or not after all. */
export function toggled(sheet: Sheet, key: string): Sheet {
  const rows = sheet.rows.map((row) =>
    row.key === key && !isEmpty(row) ? { ...row, removed: !row.removed } : row,
  );
  return { ...sheet, rows: withEmptyRows(rows) };
}

/** The sheet with a block of cells laid over it from a row and column on; with more rows where the block needs them. */
export function pasted(
  sheet: Sheet,
  row: number,
  column: Column,
  block: readonly (readonly string[])[],
): Sheet {
  const first = COLUMNS.indexOf(column);
  const rows = [...sheet.rows];
  for (const [down, cells] of block.entries()) {
    const names = COLUMNS.slice(first, first + cells.length);
    const typed = Object.fromEntries(names.map((name, across) => [name, cells[across] ?? '']));
    rows[row + down] = { ...(rows[row + down] ?? emptyRow()), ...typed, removed: false };
  }
  return { ...sheet, rows: withEmptyRows(rows) };
}

/** What is wrong with a row. */
export interface FaultyRow {
  readonly amount: AmountProblem | null;
  /** Whether it has none. */
  readonly category: boolean;
}

/** The row to send, null for one that is left out, or what is wrong with it. */
export function readRow(row: TypedRow, money: MoneyFormat): SheetRow | FaultyRow | null {
  const parsed = workOutAmount(row.amount, money, { allowZero: true });
  const none = row.amount.trim() === '' || (parsed.ok && parsed.minor === 0);
  if (none || row.removed) return null;
  const category = row.category.trim();
  if (!parsed.ok || category === '') {
    return { amount: parsed.ok ? null : parsed.problem, category: category === '' };
  }
  return { id: row.id, category, amount: parsed.minor, description: row.description.trim() };
}

export function isFaulty(read: SheetRow | FaultyRow | null): read is FaultyRow {
  return read !== null && !('id' in read);
}

/** What a sheet comes to. */
export interface Reading {
  /** What is sent, in its order, and the keys of the rows that it is from. */
  readonly sent: readonly SheetRow[];
  readonly keys: readonly string[];
  /** By the key of the row. */
  readonly faulty: ReadonlyMap<string, FaultyRow>;
  readonly added: number;
  readonly changed: number;
  readonly deleted: number;
  /** Rows that have words but no amount, which no expense comes of. */
  readonly leftOut: number;
  /** Of all rows that are sent; null where it is too large to be exact. */
  readonly total: MinorUnits | null;
}

export function readSheet({ base, rows }: Sheet, money: MoneyFormat): Reading {
  const before = new Map(base.expenses.map((expense) => [expense.id, expense]));
  const faulty = new Map<string, FaultyRow>();
  const found: { readonly key: string; readonly row: SheetRow }[] = [];
  const gone = new Set<string>();
  let leftOut = 0;
  for (const row of rows) {
    const read = readRow(row, money);
    if (isFaulty(read)) faulty.set(row.key, read);
    else if (read !== null) found.push({ key: row.key, row: read });
    else if (row.id !== null) gone.add(row.id);
    else if (!isEmpty(row) && !row.removed) leftOut += 1;
  }
  const sent = found.map(({ row }) => row);
  const old = ({ id }: SheetRow) => (id === null ? undefined : before.get(id));
  return {
    sent,
    keys: found.map(({ key }) => key),
    faulty,
    added: sent.filter(({ id }) => id === null).length,
    changed: sent.filter((row) => row.id !== null && !isSame(old(row), row)).length,
    deleted: gone.size,
    leftOut,
    total: totalOf(sent),
  };
}

function totalOf(rows: readonly SheetRow[]): MinorUnits | null {
  try {
    return sumOf(rows.map(({ amount }) => amount));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Whether something would be lost with the sheet. */
export function isUnsaved({ added, changed, deleted, leftOut, faulty }: Reading): boolean {
  return added + changed + deleted + leftOut + faulty.size > 0;
}

/** Whether the row says what the expense is; a category is the same in any case. */
export function isSame(expense: Expense | undefined, row: SheetRow): boolean {
  return (
    expense !== undefined &&
    foldedName(expense.category) === foldedName(row.category) &&
    expense.amount === row.amount &&
    expense.description === row.description
  );
}

/** A name as the service compares it: NFKC, without case, inner spaces as one. */
function foldedName(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase().trim().replace(/\s+/g, ' ');
}
