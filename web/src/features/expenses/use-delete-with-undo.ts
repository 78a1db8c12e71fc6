import { t } from '@lingui/core/macro';
import { useCallback } from 'react';
import { currentOf, type Expense } from '@/api/expenses';
import { ApiProblem, problemText } from '@/api/problem';
import { formatAmount } from '@/money/format-amount';
import { useDeleteExpense, useRestoreExpense } from '@/sync/expenses';
import { useMe } from '@/sync/me';
import { isProvisional } from '@/sync/provisional-expense';
import { notifyDone, notifyProblem, notifyUndo } from '@/ui/notify';

function failureText(error: unknown, digits: number): string {
  if (!(error instanceof ApiProblem)) return problemText(error);
  if (error.code === 'not_found' || currentOf(error, digits)?.deletedAt) {
    return t`This expense was deleted in the meantime.`;
  }
  if (error.code === 'stale') {
    return t`This expense was changed in the meantime. Look at it as it is now, then delete it again.`;
  }
  return problemText(error);
}

/** Deletes at once, without asking, and offers to take it back. */
export function useDeleteWithUndo(): (expense: Expense) => void {
  const { money } = useMe();
  const { mutate: remove } = useDeleteExpense();
  const { mutate: restore } = useRestoreExpense();
  return useCallback(
    (expense: Expense) => {
      if (isProvisional(expense)) return;
      const name = expense.description || expense.category;
      const amount = formatAmount(expense.amount, money);
      const undo = () =>
        restore(expense.id, {
          onSuccess: () => notifyDone(t`${name} is back.`),
          onError: (error) => {
            const reason = problemText(error);
            notifyProblem(t`${name} is still deleted. ${reason}`);
          },
        });
      remove(expense, {
        onSuccess: () =>
          notifyUndo({
            message: t`Deleted ${name}, ${amount}.`,
            onUndo: undo,
          }),
        onError: (error) => notifyProblem(failureText(error, money.digits)),
      });
    },
    [money, remove, restore],
  );
}
