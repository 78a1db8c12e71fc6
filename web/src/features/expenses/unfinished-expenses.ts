import type { ExpenseDraft } from '@/api/expenses';
import type { ExpenseFields } from '@/features/expenses/use-expense-form';
import { type KeptDraft, readDrafts } from '@/session/expense-draft';
import type { FormProblems } from '@/ui/form-problems';

/** The key and the first content of one act of recording, kept until an answer is known. */
interface Begun {
  readonly key: string;
  readonly firstDraft: ExpenseDraft;
}

/**
 * What of a new expense outlives its form: what was typed and, with it, the key of a recording whose answer is not known,
 * so that saving it from the form that is opened next still records it once.
 */
export interface Unfinished extends KeptDraft {
  readonly fields: ExpenseFields;
  readonly recording: Begun | null;
  /** Why it was not recorded, where that was tried. */
  readonly problems: FormProblems | null;
}

const FIELDS = ['amount', 'category', 'date', 'description'] as const;

/** All of a user, the newest last. The storage is theirs to change, and may hold what an older version of the app wrote. */
export function unfinishedExpenses(userId: string): readonly Unfinished[] {
  return readDrafts(userId).flatMap((draft) => asUnfinished(draft) ?? []);
}

function asUnfinished(value: unknown): Unfinished | null {
  const { slot, fields, recording, problems } = (value ?? {}) as Partial<Unfinished>;
  if (typeof slot !== 'string' || !fields) return null;
  if (FIELDS.some((name) => typeof fields[name] !== 'string')) return null;
  const begun = typeof recording?.key === 'string' ? recording : null;
  const refused = typeof problems?.fields === 'object' ? problems : null;
  return { slot, fields, recording: begun, problems: refused };
}

export function isEmpty({ amount, category, description }: ExpenseFields): boolean {
  return (amount + category + description).trim() === '';
}
