import { createExpense, type Expense, type ExpenseDraft, updateExpense } from '@/api/expenses';
import { ApiProblem } from '@/api/problem';

/** One act of recording, from the first press of Save until the server's answer is known. */
export interface Recording {
  /** Stays the same for every try. */
  readonly key: string;
  readonly draft: ExpenseDraft;
  /** What the first try sent, where the person changed the entry after an answer got lost. */
  readonly firstDraft: ExpenseDraft;
  /** Whether an earlier try under this key was given up without an answer. */
  readonly repeated?: boolean;
}

/**
 * Records the expense once. When an earlier try with other content has arrived after all, the server refuses the key:
 * that expense is then fetched by repeating the first content, and brought to what the person wants now.
 */
export async function recordOnce(recording: Recording, digits: number): Promise<Expense> {
  const { key, draft, firstDraft } = recording;
  try {
    return await createExpense(draft, key, digits);
  } catch (error) {
    const reused = error instanceof ApiProblem && error.code === 'idempotency_key_reused';
    if (!reused || sameDraft(draft, firstDraft)) throw error;
  }
  const recorded = await createExpense(firstDraft, key, digits);
  return updateExpense(recorded, draft, digits);
}

/** Whether both say the same. */
export function sameDraft(one: ExpenseDraft, other: ExpenseDraft): boolean {
  return (
    one.date === other.date &&
    one.category === other.category &&
    one.amount === other.amount &&
    one.description === other.description
  );
}

/** A key for one act of recording. `randomUUID` exists on https and localhost only; a home server often has neither. */
export function newRecordingKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
