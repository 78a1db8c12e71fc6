import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Expense, ExpenseFilter, ExpensePage } from '@/api/expenses';
import { keys } from '@/sync/keys';
import { counted, withoutRows, withRows } from '@/sync/list-pages';
import { matchesFilter } from '@/sync/matches-filter';

type List = InfiniteData<ExpensePage>;

/** One row as it was, and as it is to be. A deleted one has `deletedAt` set. */
export interface RowChange {
  readonly before: Expense;
  readonly after: Expense;
}

/**
 * Shows changes in all lists that are kept, their counts and sums too, before the server has answered.
 * @returns what puts everything back as it was
 */
export async function changeInLists(
  client: QueryClient,
  changes: readonly RowChange[],
): Promise<() => void> {
  const lists = { queryKey: keys.expenseLists };
  // An answer on its way was given before the change and would undo it.
  await client.cancelQueries(lists);
  const before = client.getQueriesData<List>(lists);
  for (const [key, list] of before) {
    if (list) client.setQueryData(key, withChanges(list, key.at(-1) as ExpenseFilter, changes));
  }
  return () => {
    for (const [key, list] of before) client.setQueryData(key, list);
  };
}

/** Takes an expense out of all lists that are kept. */
export function takeFromLists(client: QueryClient, gone: Expense): Promise<() => void> {
  return changeInLists(client, [{ before: gone, after: { ...gone, deletedAt: 'now' } }]);
}

function belongs(expense: Expense, filter: ExpenseFilter): boolean {
  return expense.deletedAt === null && matchesFilter(filter, expense);
}

/** The list with the changes: rows that no longer match are gone, others stand where their date puts them. */
export function withChanges(
  list: List,
  filter: ExpenseFilter,
  changes: readonly RowChange[],
): List {
  const touched = new Set(changes.map(({ before }) => before.id));
  const listed = new Set(
    list.pages
      .flatMap(({ expenses }) => expenses.map(({ id }) => id))
      .filter((id) => touched.has(id)),
  );
  let count = 0;
  let total = 0;
  const coming: Expense[] = [];
  for (const { before, after } of changes) {
    if (listed.has(before.id) || belongs(before, filter)) {
      count -= 1;
      total -= before.amount;
    }
    if (belongs(after, filter)) {
      count += 1;
      total += after.amount;
      coming.push(after);
    }
  }
  if (listed.size === 0 && coming.length === 0 && count === 0) return list;
  const kept = counted(withoutRows(list.pages, touched), count, total);
  const rows = coming.toSorted((one, other) => (comesBefore(one, other) ? -1 : 1));
  return { ...list, pages: [...withRows(kept, rows, comesBefore)] };
}

/** Newest first; of one day, what was made last, as ids tell. */
function comesBefore(one: Expense, other: Expense): boolean {
  return one.date === other.date ? one.id > other.id : one.date > other.date;
}
