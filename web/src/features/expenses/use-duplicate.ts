import { t } from '@lingui/core/macro';
import { useCallback } from 'react';
import type { Expense } from '@/api/expenses';
import { problemText } from '@/api/problem';
import { todayIn } from '@/dates/today';
import { formatAmount } from '@/money/format-amount';
import { useCreateExpense, useDeleteExpense } from '@/sync/expenses';
import { useMe } from '@/sync/me';
import { newRecordingKey } from '@/sync/record-once';
import { notifyDone, notifyProblem, notifyUndo } from '@/ui/notify';

/** Records the same again, dated today, and offers to take it back. */
export function useDuplicate(): (expense: Expense) => void {
  const { money, wallet } = useMe();
  const { mutate: create } = useCreateExpense();
  const { mutate: remove } = useDeleteExpense();
  return useCallback(
    ({ category, amount, description }: Expense) => {
      const name = description || category;
      const sum = formatAmount(amount, money);
      const draft = { category, amount, description, date: todayIn(wallet.timeZone) };
      const undo = (copy: Expense) =>
        remove(copy, {
          onSuccess: () => notifyDone(t`The copy of ${name} is gone.`),
          onError: (error) => {
            const reason = problemText(error);
            notifyProblem(t`The copy of ${name} is still there. ${reason}`);
          },
        });
      create(
        { key: newRecordingKey(), draft, firstDraft: draft },
        {
          onSuccess: (copy) =>
            notifyUndo({
              message: t`Added ${name}, ${sum}, again for today.`,
              onUndo: () => undo(copy),
            }),
          onError: (error) => {
            const reason = problemText(error);
            notifyProblem(t`${name} was not copied. ${reason}`);
          },
        },
      );
    },
    [money, wallet.timeZone, create, remove],
  );
}
