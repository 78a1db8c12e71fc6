import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Expense, ExpensePage } from '@/api/expenses';
import { keys } from '@/sync/keys';

type Pages = InfiniteData<ExpensePage>;

/**
 * Takes an expense out of all lists that are kept, their counts and sums too, before the server has answered.
 * @returns what puts everything back as it was
 */
export async function takeFromLists(client: QueryClient, gone: Expense): Promise<() => void> {
  const lists = { queryKey: keys.expenseLists };
  // An answer on its way was given before the change and would bring the row back.
  await client.cancelQueries(lists);
  const before = client.getQueriesData<Pages>(lists);
  client.setQueriesData<Pages>(lists, (list) => list && without(list, gone));
  return () => {
    for (const [key, list] of before) client.setQueryData(key, list);
  };
}

function without(list: Pages, gone: Expense): Pages {
  const listed = list.pages.some((page) => page.expenses.some(({ id }) => id === gone.id));
  if (!listed) return list;
  const pages = list.pages.map((page) => ({
    ...page,
    expenses: page.expenses.filter(({ id }) => id !== gone.id),
    count: page.count === null ? null : page.count - 1,
    total: page.total === null ? null : page.total - gone.amount,
  }));
  return { ...list, pages };
}
