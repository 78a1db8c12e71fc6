import { t } from '@lingui/core/macro';
import { ApiProblem } from '@/api/problem';
import { problemsOf } from '@/features/expenses/expense-problems';
import { type Unfinished, unfinishedExpenses } from '@/features/expenses/unfinished-expenses';
import type { SentExpense } from '@/features/expenses/use-kept-expense';
import { formatAmount } from '@/money/format-amount';
import { forgetDraft, keepDraft } from '@/session/expense-draft';
import { useCreateExpense } from '@/sync/expenses';
import { useMe } from '@/sync/me';
import { notifyDone } from '@/ui/notify';

/**
 * Records what a form hands over, which goes away at once: how it ended is said in a notice, and an entry that was not
 * recorded is kept with the reason. `onUnsaved` is told of it, unless the session has ended and the way leads to the login.
 */
export function useRecordExpense(onUnsaved: (entry: Unfinished) => void) {
  const { id: userId, money } = useMe();
  const { mutateAsync: create } = useCreateExpense();
  return async ({ entry, recording }: SentExpense): Promise<void> => {
    try {
      // Not the callbacks of `mutate`, which are dropped with the form.
      const expense = await create(recording);
      forgetDraft(userId, entry.slot);
      const amount = formatAmount(expense.amount, money);
      const { category } = expense;
      notifyDone(t`Added ${amount} to ${category}.`);
    } catch (error) {
      // Who signed out meanwhile left nothing behind.
      if (!unfinishedExpenses(userId).some(({ slot }) => slot === entry.slot)) return;
      const unsaved = unsavedFrom(entry, error);
      keepDraft(userId, unsaved);
      if (unsaved.problems !== null) onUnsaved(unsaved);
    }
  };
}

/** A refusal recorded nothing: the next try is another recording. */
function unsavedFrom(entry: Unfinished, error: unknown): Unfinished {
  const { fields, general, recorded } = problemsOf(error);
  const sessionEnded = error instanceof ApiProblem && error.status === 401;
  return {
    ...entry,
    recording: recorded ? entry.recording : null,
    problems: sessionEnded ? null : { fields, general },
  };
}
