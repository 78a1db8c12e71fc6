import type { Expense } from '@/api/expenses';
import type { UnfinishedEdit } from '@/features/expenses/use-edited-expense';
import { forgetDraft, type KeptDraft, keepDraft, readDrafts } from '@/session/expense-draft';

/** An edit that is under way, kept by the id of its expense. */
interface KeptEdit extends UnfinishedEdit, KeptDraft {}

/** In a place of their own: no form for a new expense begins with them. */
function placeOf(userId: string): string {
  return `${userId}.edits`;
}

/** Null, for an edit that was typed back to what it began with, leaves nothing to keep. */
export function keepEdit(userId: string, id: string, edit: UnfinishedEdit | null): void {
  if (edit === null) forgetEdit(userId, id);
  else keepDraft<KeptEdit>(placeOf(userId), { slot: id, base: edit.base, fields: edit.fields });
}

export function forgetEdit(userId: string, id: string): void {
  forgetDraft(placeOf(userId), id);
}

/** All of a user by the id of the expense. The storage is theirs to change, and may hold what an older version of the app wrote. */
export function unfinishedEdits(userId: string): readonly (readonly [string, UnfinishedEdit])[] {
  return readDrafts(placeOf(userId)).flatMap((draft) => {
    const { slot, base, fields } = (draft ?? {}) as Partial<KeptEdit>;
    return typeof slot === 'string' && isExpense(base) && areTexts(fields)
      ? [[slot, { base, fields }] as const]
      : [];
  });
}

/** That of one expense, or null. */
export function unfinishedEdit(userId: string, id: string): UnfinishedEdit | null {
  return unfinishedEdits(userId).find(([one]) => one === id)?.[1] ?? null;
}

const TEXTS = ['id', 'date', 'category', 'categoryId', 'description'] as const;

function isExpense(value: Expense | undefined): value is Expense {
  return (
    value !== undefined &&
    TEXTS.every((name) => typeof value[name] === 'string') &&
    Number.isSafeInteger(value.amount) &&
    Number.isSafeInteger(value.revision)
  );
}

const FIELDS = ['amount', 'category', 'date', 'description'] as const;

function areTexts(
  fields: UnfinishedEdit['fields'] | undefined,
): fields is UnfinishedEdit['fields'] {
  return fields !== undefined && FIELDS.every((name) => typeof fields[name] === 'string');
}
