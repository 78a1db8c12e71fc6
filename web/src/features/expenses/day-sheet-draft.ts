import type { Day } from '@/api/days';
import type { IsoDate } from '@/dates/calendar';
import type { SentSheet, Sheet, TypedRow } from '@/features/expenses/day-sheet-rows';
import { forgetDraft, type KeptDraft, keepDraft, readDrafts } from '@/session/expense-draft';

/** An unsaved sheet, with the state of the day that it was begun on. */
export interface SheetDraft extends KeptDraft {
  readonly base: Day;
  readonly rows: readonly TypedRow[];
  readonly sent: SentSheet | null;
}

function slotOf(date: IsoDate): string {
  return `day ${date}`;
}

export function keepSheet(userId: string, { base, rows }: Sheet, sent: SentSheet | null): void {
  const draft: SheetDraft = { slot: slotOf(base.date), base, rows, sent };
  keepDraft(userId, draft);
}

export function forgetSheet(userId: string, date: IsoDate): void {
  forgetDraft(userId, slotOf(date));
}

/** What was left unsaved of a day. The storage is the user's to change, and may hold what an older version wrote. */
export function unsavedSheet(userId: string, date: IsoDate): SheetDraft | null {
  const found = readDrafts(userId).find((draft) => isSheet(draft, date));
  return (found as SheetDraft | undefined) ?? null;
}

function isSheet(value: unknown, date: IsoDate): boolean {
  const { slot, base, rows } = (value ?? {}) as Partial<SheetDraft>;
  if (slot !== slotOf(date) || !Array.isArray(base?.expenses)) return false;
  return Array.isArray(rows) && rows.every(isRow);
}

function isRow(value: unknown): boolean {
  const row = (value ?? {}) as Partial<TypedRow>;
  const words = [row.key, row.category, row.amount, row.description];
  return words.every((word) => typeof word === 'string');
}
