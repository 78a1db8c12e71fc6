import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Category } from '@/api/categories';
import { changeExpenses, type ExpenseBatch } from '@/api/expense-batches';
import type { Expense } from '@/api/expenses';
import { changeInLists, type RowChange } from '@/sync/expense-lists';
import { refreshIfOutdated } from '@/sync/expenses';
import { writeIsShown } from '@/sync/kept-pages';
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

function categoriesOf(client: QueryClient): readonly Category[] {
  return client.getQueryData<readonly Category[]>(keys.categories) ?? [];
}

/** Whether no row comes to a day: where on it a row stands, the service knows better. */
function keepsPlaces({ batch }: BatchWrite): boolean {
  if (batch.action === 'update') return batch.items.every(({ date }) => date === undefined);
  return batch.action === 'delete';
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
    onMutate: (write) => changeInLists(client, changesOf(write, categoriesOf(client))),
    onSuccess: async ({ revision, expenses }, write) => {
      const shown = changesOf(write, categoriesOf(client));
      const settled = shown.map(({ after }, at) => ({
        before: after,
        after: expenses[at] ?? after,
      }));
      await changeInLists(client, settled);
      if (keepsPlaces(write)) writeIsShown(client, revision);
      // Not waited for: what is shown is right already.
      void expensesChanged(client);
    },
    onError: (error, _write, putBack) => {
      putBack?.();
      refreshIfOutdated(client, error);
    },
  });
}
