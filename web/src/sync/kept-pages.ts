import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Expense, ExpenseFilter, ExpensePage } from '@/api/expenses';
import { keys } from '@/sync/keys';

/** The revisions of the wallet that were written here, and that all kept lists show already. */
const shownWrites = new WeakMap<QueryClient, Set<number>>();

/** The loading again, by its signal, whose first page has shown that all kept pages still hold, and at which revision. */
const holding = new WeakMap<AbortSignal, number>();

/** Says that the kept lists are as the write of this revision has made them, with the rows of its answer. */
export function writeIsShown(client: QueryClient, revision: number): void {
  const shown = shownWrites.get(client) ?? new Set();
  shownWrites.set(client, shown.add(revision));
}

interface WantedPage {
  readonly client: QueryClient;
  readonly filter: ExpenseFilter;
  /** Null for the first page. */
  readonly cursor: string | null;
  /** The same for all pages that are loaded again at once. */
  readonly signal: AbortSignal;
}

/**
 * A page of a list. When a list is loaded again, only its first page is asked for, as long as everything that happened to
 * the wallet since was written here and is shown already: then the kept pages hold. Somebody else's write, or a first page
 * that is other than expected, has all of them fetched.
 */
export async function fetchChangedPage(
  { client, filter, cursor, signal }: WantedPage,
  fetchPage: () => Promise<ExpensePage>,
): Promise<ExpensePage> {
  const list = () => client.getQueryData<InfiniteData<ExpensePage>>(keys.expensePages(filter));
  if (cursor !== null) {
    const revision = holding.get(signal);
    const kept = list();
    const page = kept?.pages[kept.pageParams.indexOf(cursor)];
    return page && revision !== undefined ? { ...page, revision } : fetchPage();
  }
  const fresh = await fetchPage();
  const [first, ...others] = list()?.pages ?? [];
  // One page alone is taken as it came.
  if (!first || others.length === 0 || fresh.revision === undefined) return fresh;
  const shown = shownWrites.get(client) ?? new Set();
  const upToDate = [first, ...others].every((page) => isShownUpTo(fresh.revision, page, shown));
  if (!upToDate || !beginsWith([first, ...others], fresh)) return fresh;
  holding.set(signal, fresh.revision);
  return { ...first, revision: fresh.revision };
}

/** Whether all writes since the page was fetched are in it. */
function isShownUpTo(
  revision: number | undefined,
  page: ExpensePage,
  shown: ReadonlySet<number>,
): boolean {
  if (page.revision === undefined || revision === undefined) return false;
  for (let next = page.revision + 1; next <= revision; next += 1) {
    if (!shown.has(next)) return false;
  }
  return true;
}

/** The last look at what was put together here: the same rows in the same states, and the same count and sum of all. */
function beginsWith(pages: readonly ExpensePage[], fresh: ExpensePage): boolean {
  const rows: Expense[] = [];
  for (const { expenses } of pages) {
    if (rows.length >= fresh.expenses.length) break;
    rows.push(...expenses);
  }
  return (
    pages[0]?.count === fresh.count &&
    pages[0].total === fresh.total &&
    fresh.expenses.every(
      ({ id, revision }, at) => rows[at]?.id === id && rows[at].revision === revision,
    )
  );
}
