import type { Day } from '@/api/days';
import type { IsoDate } from '@/dates/calendar';
import type { SentSheet } from '@/features/expenses/day-sheet-merge';
import type { Sheet, TypedRow } from '@/features/expenses/day-sheet-rows';
import { formatPlain, type MoneyFormat } from '@/money/format-amount';
import { parseAmount } from '@/money/parse-amount';
import { forgetDraft, type KeptDraft, keepDraft, readDrafts } from '@/session/expense-draft';

/** An unsaved sheet, with the state of the day that it was begun on. */
interface SheetDraft extends KeptDraft {
  readonly base: Day;
  readonly rows: readonly TypedRow[];
  /** What was sent without an answer. */
  readonly sent: SentSheet | null;
  /** In whose way of writing its amounts are. */
  readonly locale: string;
}

function slotOf(date: IsoDate): string {
  return `day ${date}`;
}

export function keepSheet(
  userId: string,
  { base, rows }: Sheet,
  sent: SentSheet | null,
  { locale }: MoneyFormat,
): void {
  const draft: SheetDraft = { slot: slotOf(base.date), base, rows, sent, locale };
  keepDraft(userId, draft);
}

export function forgetSheet(userId: string, date: IsoDate): void {
  forgetDraft(userId, slotOf(date));
}

/** What was left unsaved of a day. The storage is the user's to change, and may hold what an older version wrote. */
export function unsavedSheet(userId: string, date: IsoDate, money: MoneyFormat): SheetDraft | null {
  const found = readDrafts(userId).find((draft) => isSheet(draft, date));
  if (found === undefined) return null;
  const draft = found as SheetDraft;
  const sent = isSent(draft.sent) ? draft.sent : null;
  if (draft.locale === money.locale) return { ...draft, sent };
  const written = { ...money, locale: draft.locale };
  const rows = draft.rows.map((row) => {
    const amount = parseAmount(row.amount, written);
    return amount.ok ? { ...row, amount: formatPlain(amount.minor, money) } : row;
  });
  return { ...draft, rows, sent };
}

function isSheet(value: unknown, date: IsoDate): boolean {
  const { slot, base, rows, locale } = (value ?? {}) as Partial<SheetDraft>;
  if (slot !== slotOf(date) || base?.date !== date) return false;
  if (!areTexts([locale, base.etag]) || !Array.isArray(base.expenses)) return false;
  return base.expenses.every(isExpense) && Array.isArray(rows) && rows.every(isRow);
}

function isExpense(value: unknown): boolean {
  const one = (value ?? {}) as Partial<Day['expenses'][number]>;
  const numbers = [one.amount, one.revision];
  return areTexts([one.id, one.category, one.description]) && numbers.every(Number.isSafeInteger);
}

function isRow(value: unknown): boolean {
  const row = (value ?? {}) as Partial<TypedRow>;
  const words = [row.key, row.category, row.amount, row.description];
  return areTexts(words) && (row.id === null || typeof row.id === 'string');
}

function isSent(value: unknown): boolean {
  const { act, etag, rows, keys } = (value ?? {}) as Partial<SentSheet>;
  return areTexts([act, etag]) && Array.isArray(rows) && Array.isArray(keys) && areTexts(keys);
}

function areTexts(values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === 'string');
}
