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
  /** Moves where cells are written by something else than typing. */
  readonly version: number;
  /** Whether it was left unsaved before. */
  readonly resumed: boolean;
  /** Whether somebody else changed the day since it was begun. */
  readonly moved: boolean;
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

function rowOf({ id, category, amount, description }: Expense, money: MoneyFormat): TypedRow {
  return { ...emptyRow(), id, category, amount: formatPlain(amount, money), description };
}

/** Whether nobody has typed anything into it. */
export function isEmpty({ id, category, amount, description }: TypedRow): boolean {
  return id === null && `${category}${amount}${description}`.trim() === '';
}

/** The rows with at least so many empty ones at their end. */
function withEmptyRows(rows: readonly TypedRow[], least = 1): readonly TypedRow[] {
  const atEnd = rows.length - 1 - rows.findLastIndex((row) => !isEmpty(row));
  const missing = Math.max(0, least - atEnd);
  return [...rows, ...Array.from({ length: missing }, emptyRow)];
}

function rowsOf(day: Day, money: MoneyFormat): readonly TypedRow[] {
  return day.expenses.map((expense) => rowOf(expense, money));
}

/** A sheet of the day, or the one that was left unsaved. */
export function begunSheet(from: Day | Pick<Sheet, 'base' | 'rows'>, money: MoneyFormat): Sheet {
  const resumed = 'base' in from;
  const base = resumed ? from.base : from;
  const rows = resumed
    ? withEmptyRows(from.rows)
    : withEmptyRows(rowsOf(from, money), EMPTY_AT_FIRST);
  return { base, rows, version: 0, resumed, moved: false };
}

/** The sheet without anything that was typed. */
export function emptied({ version }: Sheet, day: Day, money: MoneyFormat): Sheet {
  return { ...begunSheet(day, money), version: version + 1 };
}

/** The sheet once it was saved. Rows that no expense came of stay. */
export function saved(sheet: Sheet, day: Day, money: MoneyFormat): Sheet {
  const { keys } = readSheet(sheet, money);
  const rest = sheet.rows.filter(
    (row) => row.id === null && !isEmpty(row) && !keys.includes(row.key),
  );
  const rows = withEmptyRows([...rowsOf(day, money), ...rest], EMPTY_AT_FIRST);
  return { ...emptied(sheet, day, money), rows };
}

/** The sheet with a text in one cell. */
export function written(sheet: Sheet, key: string, column: Column, text: string): Sheet {
  const rows = sheet.rows.map((row) => (row.key === key ? { ...row, [column]: text } : row));
  return { ...sheet, rows: withEmptyRows(rows) };
}

/** The sheet without a new row, or with one that is an expense marked to be deleted, or not after all. */
export function toggled(sheet: Sheet, key: string): Sheet {
  const rows = sheet.rows.flatMap((row) => {
    if (row.key !== key) return [row];
    return row.id === null ? [] : [{ ...row, removed: !row.removed }];
  });
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
    rows[row + down] = { ...(rows[row + down] ?? emptyRow()), ...typed };
  }
  return { ...sheet, rows: withEmptyRows(rows), version: sheet.version + 1 };
}

/** What is wrong with a row. */
export interface FaultyRow {
  readonly amount: AmountProblem | null;
  /** Whether it has none. */
  readonly category: boolean;
}

/** The row to send, null for one that is left out, or what is wrong with it. */
function readRow(row: TypedRow, money: MoneyFormat): SheetRow | FaultyRow | null {
  const parsed = workOutAmount(row.amount, money, { allowZero: true });
  const none = row.amount.trim() === '' || (parsed.ok && parsed.minor === 0);
  if (none || row.removed) return null;
  const category = row.category.trim();
  if (!parsed.ok || category === '') {
    return { amount: parsed.ok ? null : parsed.problem, category: category === '' };
  }
  return { id: row.id, category, amount: parsed.minor, description: row.description.trim() };
}

function isFaulty(read: SheetRow | FaultyRow | null): read is FaultyRow {
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
  /** Of all rows that are sent. */
  readonly total: MinorUnits;
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
    else if (!isEmpty(row)) leftOut += 1;
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
    total: sumOf(sent.map(({ amount }) => amount)),
  };
}

/** Whether something would be lost with the sheet. */
export function isUnsaved({ added, changed, deleted, leftOut, faulty }: Reading): boolean {
  return added + changed + deleted + leftOut + faulty.size > 0;
}

function isSame(expense: Expense | undefined, row: SheetRow): boolean {
  return (
    expense?.category === row.category &&
    expense.amount === row.amount &&
    expense.description === row.description
  );
}

function says(row: TypedRow, expense: Expense, money: MoneyFormat): boolean {
  const read = readRow(row, money);
  return read !== null && !isFaulty(read) && isSame(expense, read);
}

/** What was sent of a sheet, and whether it was stored is not known. */
export interface SentSheet {
  /** The name of the act, the same for every try. */
  readonly act: string;
  readonly content: string;
  /** What was sent in the place of each row, by the row's key: more than one where acts before it got no answer either. */
  readonly rows: Readonly<Record<string, readonly SheetRow[]>>;
}

/**
 * The sheet on another state of the day: what was typed stays, what was not touched is as it is now, and nothing that
 * somebody else recorded or changed would be deleted by it unseen.
 */
export function followed(
  sheet: Sheet,
  current: Day,
  sent: SentSheet | null,
  money: MoneyFormat,
): Sheet {
  if (!isUnsaved(readSheet(sheet, money))) return emptied(sheet, current, money);
  const rows = sent === null ? sheet.rows : recognised(sheet, current, sent);
  const now = new Map(current.expenses.map((expense) => [expense.id, expense]));
  const before = new Map(sheet.base.expenses.map((expense) => [expense.id, expense]));
  const kept = rows.flatMap((row) => {
    if (row.id === null) return [row];
    const [old, fresh] = [before.get(row.id), now.get(row.id)];
    const touched = old === undefined || row.removed || !says(row, old, money);
    if (fresh === undefined) return touched && !row.removed ? [{ ...row, id: null }] : [];
    // What is no longer the same has to be deleted once more by who sees it.
    const unseen = row.removed && fresh.revision !== old?.revision;
    return [touched && !unseen ? row : { ...rowOf(fresh, money), key: row.key }];
  });
  const listed = new Set(kept.map(({ id }) => id));
  const others = current.expenses.filter(({ id }) => !listed.has(id));
  const place = kept.findIndex(({ id }) => id === null);
  const next = kept.toSpliced(place, 0, ...others.map((expense) => rowOf(expense, money)));
  return {
    ...sheet,
    base: current,
    rows: withEmptyRows(next),
    version: sheet.version + 1,
    moved: true,
  };
}

/** Notes that a sheet is sent; `before` is what was sent earlier without an answer. The same once more is the same act. */
export function sending(
  { sent, keys }: Reading,
  content: string,
  before: SentSheet | null,
  newAct: () => string,
): SentSheet {
  if (before?.content === content) return before;
  const rows = { ...before?.rows };
  for (const [at, key] of keys.entries())
    rows[key] = [...(rows[key] ?? []), ...sent.slice(at, at + 1)];
  return { act: newAct(), content, rows };
}

/** The rows with the ids of the expenses that new ones among them became when they were sent, where that can be seen. */
function recognised({ base, rows }: Sheet, current: Day, sent: SentSheet): readonly TypedRow[] {
  const known = new Set(base.expenses.map(({ id }) => id));
  const free = current.expenses.filter(({ id }) => !known.has(id));
  return rows.map((row) => {
    const forms = row.id === null ? (sent.rows[row.key] ?? []) : [];
    const at = free.findIndex((expense) => forms.some((form) => isSame(expense, form)));
    const [equal] = at < 0 ? [] : free.splice(at, 1);
    return equal ? { ...row, id: equal.id } : row;
  });
}

/** The cells of what a spreadsheet puts on the clipboard: tabs and newlines, in quotes where a cell has one of them. */
export function cellsOf(text: string): string[][] {
  const cell = /("(?:[^"]|"")*"|[^\t\r\n]*)(\t|\r\n|\n|\r|$)/gy;
  const lines: string[][] = [[]];
  for (let found = cell.exec(text); found !== null; found = cell.exec(text)) {
    const [, raw = '', end] = found;
    lines.at(-1)?.push(plain(raw));
    if (end === '' || cell.lastIndex >= text.length) break;
    if (end !== '\t') lines.push([]);
  }
  return lines;
}

function plain(cell: string): string {
  const quoted = cell.length > 1 && cell.startsWith('"') && cell.endsWith('"');
  const text = quoted ? cell.slice(1, -1).replaceAll('""', '"') : cell;
  return text.replace(/\s+/g, ' ').trim();
}
