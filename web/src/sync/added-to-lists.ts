import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';
import type { Expense, ExpenseFilter, ExpensePage } from '@/api/expenses';
import { keys } from '@/sync/keys';
import { counted, isListed, type Pages, withoutRows, withRows } from '@/sync/list-pages';
import { matchesFilter } from '@/sync/matches-filter';

interface Placed {
  /** Shows what the service recorded in the place of what was expected. */
  readonly settle: (recorded: Expense) => void;
  readonly takeBack: () => void;
}

/** Shows an expense in all kept lists that it belongs to, in their counts and sums too, before the service has answered. */
export async function addToLists(client: QueryClient, expected: Expense): Promise<Placed> {
  // An answer on its way was given before and would take the row out again. A list that waits for its first rows waits on.
  const shown = { predicate: isShown, queryKey: keys.expenses };
  await client.cancelQueries(shown);
  changeLists(client, (pages, { filter, limit }) =>
    matchesFilter(filter, expected) ? withAdded(pages, expected, limit) : pages,
  );
  return {
    settle: (recorded) => changeLists(client, (pages) => settled(pages, expected, recorded)),
    takeBack: () => changeLists(client, (pages) => without(pages, expected)),
  };
}

function isShown({ state }: { readonly state: { readonly data: unknown } }): boolean {
  return state.data !== undefined;
}

interface Bounds {
  readonly filter: ExpenseFilter;
  /** How many rows the list shows at most; null where it goes on page by page. */
  readonly limit: number | null;
}

/** The keys of the lists end with what they were asked for. */
function boundsOf([, , filter, limit]: QueryKey): Bounds {
  return {
    filter: (filter ?? {}) as ExpenseFilter,
    limit: typeof limit === 'number' ? limit : null,
  };
}

function changeLists(client: QueryClient, change: (pages: Pages, bounds: Bounds) => Pages): void {
  for (const [key, list] of client.getQueriesData<InfiniteData<ExpensePage>>({
    queryKey: keys.expenseLists,
  })) {
    if (list) client.setQueryData(key, { ...list, pages: change(list.pages, boundsOf(key)) });
  }
  for (const [key, page] of client.getQueriesData<ExpensePage>({ queryKey: keys.latestLists })) {
    if (page) client.setQueryData(key, change([page], boundsOf(key))[0]);
  }
}

/** Newest first: the latest entry stands before all others of its day. A place on a page not loaded yet is left to it. */
function withAdded(pages: Pages, added: Expense, limit: number | null): Pages {
  const placed = withRows(pages, [added], (one, other) => one.date >= other.date);
  if (!isListed(placed, added.id)) return pages;
  return counted(placed, 1, added.amount).map((page) => cut(page, limit));
}

/** Of the latest few, the last one leaves. Where the rest begins is never asked of these lists, only whether there is one. */
function cut(page: ExpensePage, limit: number | null): ExpensePage {
  if (limit === null || page.expenses.length <= limit) return page;
  return { ...page, expenses: page.expenses.slice(0, limit), nextCursor: page.nextCursor ?? '' };
}

/** A list that was fetched in between may have the recorded row already, or know nothing of either. */
function settled(pages: Pages, expected: Expense, recorded: Expense): Pages {
  if (recorded.deletedAt !== null || isListed(pages, recorded.id)) return without(pages, expected);
  if (!isListed(pages, expected.id)) return pages;
  return pages.map((page) => ({
    ...page,
    expenses: page.expenses.map((one) => (one.id === expected.id ? recorded : one)),
  }));
}

function without(pages: Pages, gone: Expense): Pages {
  if (!isListed(pages, gone.id)) return pages;
  return withoutRows(counted(pages, -1, -gone.amount), new Set([gone.id]));
}
