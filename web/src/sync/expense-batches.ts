import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Category } from '@/api/categories';
import { changeExpenses, type ExpenseBatch } from '@/api/expense-batches';
import type { Expense } from '@/api/expenses';
import { changeInLists, type RowChange } from '@/sync/expense-lists';
import { refreshIfOutdated } from '@/sync/expenses';
import { expensesChanged, keys } from '@/sync/keys';
import { walletDigits } from '@/sync/me';
import { mayRetry } from '@/sync/query-client';

/** One act on several expenses, from its first try until the server's answer is known. */
export interface BatchWrite {
  /** Stays the same for every try. */
  readonly key: string;
  readonly batch: ExpenseBatch;
  /** The expenses as they are shown before it. */
  readonly rows: readonly Expense[];
}

/** The rows as the batch makes them. A category that is new has no id yet. */
function changesOf({ batch, rows }: BatchWrite, categories: readonly Category[]): RowChange[] {
  if (batch.action !== 'update') {
    const deletes = batch.action === 'delete';
    return rows.map((row) => {
      const live = { ...row, deletedAt: null };
      const gone = { ...row, deletedAt: 'now' };
      return deletes ? { before: live, after: gone } : { before: gone, after: live };
    });
  }
  const wanted = new Map(batch.items.map((item) => [item.id, item]));
  const ids = new Map(categories.map(({ name, id }) => [name, id]));
  return rows.map((before) => {
    const { date = before.date, category = before.category } = wanted.get(before.id) ?? {};
    const same = category === before.category;
    const categoryId = same ? before.categoryId : (ids.get(category) ?? '');
    return { before, after: { ...before, date, category, categoryId } };
  });
}

/**
 * Changes several expenses in one write. All lists show it at once; where the server refuses, it is taken back. A lost
 * answer is asked for again with the same key.
 */
export function useChangeExpenses() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ batch, key }: BatchWrite) =>
      changeExpenses(batch, key, await walletDigits(client)),
    retry: mayRetry,
    onMutate: (write) => {
      const categories = client.getQueryData<readonly Category[]>(keys.categories) ?? [];
      return changeInLists(client, changesOf(write, categories));
    },
    // Not waited for: what it shows is right already.
    onSuccess: () => void expensesChanged(client),
    onError: (error, _write, putBack) => {
      putBack?.();
      refreshIfOutdated(client, error);
    },
  });
}
