import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Expense, ExpenseFilter, ExpensePage } from '@/api/expenses';
import { keys } from '@/sync/keys';
import { matchesFilter } from '@/sync/matches-filter';

type Pages = InfiniteData<ExpensePage>;

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
  const before = client.getQueriesData<Pages>(lists);
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
  list: Pages,
  filter: ExpenseFilter,
  changes: readonly RowChange[],
): Pages {
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
  const kept = list.pages.map((page) => ({
    ...page,
    expenses: page.expenses.filter(({ id }) => !touched.has(id)),
    count: page.count === null ? null : page.count + count,
    total: page.total === null ? null : page.total + total,
  }));
  return { ...list, pages: placed(kept, coming) };
}

/** Newest first; of one day, what was made last, as ids tell. */
function inOrder(one: Expense, other: Expense): number {
  if (one.date !== other.date) return one.date < other.date ? 1 : -1;
  return one.id < other.id ? 1 : -1;
}

/** Puts rows where they belong. What belongs to a page that is not loaded yet comes with that page. */
function placed(pages: readonly ExpensePage[], coming: readonly Expense[]): ExpensePage[] {
  const waiting = coming.toSorted(inOrder);
  return pages.map((page, index) => {
    const expenses: Expense[] = [];
    for (const row of page.expenses) {
      while (waiting[0] && inOrder(waiting[0], row) < 0) expenses.push(...waiting.splice(0, 1));
      expenses.push(row);
    }
    const ends = index === pages.length - 1 && page.nextCursor === null;
    return { ...page, expenses: ends ? [...expenses, ...waiting] : expenses };
  });
}
