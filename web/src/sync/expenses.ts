import {
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import {
  currentOf,
  deleteExpense,
  type Expense,
  type ExpenseDraft,
  type ExpenseFilter,
  fetchExpenses,
  restoreExpense,
  updateExpense,
} from '@/api/expenses';
import { ApiProblem } from '@/api/problem';
import { addToLists } from '@/sync/added-to-lists';
import { categoriesQuery } from '@/sync/categories';
import { changeInLists, takeFromLists } from '@/sync/expense-lists';
import { fetchChangedPage, writeIsShown } from '@/sync/kept-pages';
import { expensesChanged, keys } from '@/sync/keys';
import { walletDigits } from '@/sync/me';
import { provisionalExpense } from '@/sync/provisional-expense';
import { mayRetry } from '@/sync/query-client';
import { type Recording, recordOnce, sameDraft } from '@/sync/record-once';

/** The first page is there soon; the following ones, loaded ahead, are few even for many years of expenses. */
const FIRST_PAGE = 200;
const NEXT_PAGES = 1000;

/** The list page by page. Count and total of the whole filter are on the first page. */
export function expensesQuery(filter: ExpenseFilter) {
  return infiniteQueryOptions({
    queryKey: keys.expensePages(filter),
    queryFn: ({ client, signal, pageParam: cursor }) =>
      fetchChangedPage({ client, filter, cursor, signal }, async () => {
        const limit = cursor === null ? FIRST_PAGE : NEXT_PAGES;
        return fetchExpenses({ filter, limit, cursor }, await walletDigits(client), signal);
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** The newest few expenses that the filter matches. */
export function latestExpensesQuery(filter: ExpenseFilter, limit: number) {
  return queryOptions({
    queryKey: keys.latestExpenses(filter, limit),
    queryFn: async ({ client, signal }) =>
      fetchExpenses({ filter, limit, cursor: null }, await walletDigits(client), signal),
  });
}

/**
 * The new row is in every list at once; where the server refuses, it leaves again. A lost answer is asked for again with the
 * same key, so that nothing is recorded twice.
 */
export function useCreateExpense() {
  const client = useQueryClient();
  return useMutation({
    mutationKey: keys.recording,
    mutationFn: async (recording: Recording) => recordOnce(recording, await walletDigits(client)),
    retry: mayRetry,
    onMutate: ({ key, draft, repeated }) => {
      // What was sent before may be in the lists already.
      if (repeated) return null;
      const categories = client.getQueryData(categoriesQuery().queryKey) ?? [];
      return addToLists(client, provisionalExpense(key, draft, categories));
    },
    onSuccess: (recorded, _recording, placed) => {
      if (!placed) return;
      placed.settle(recorded);
      writeIsShown(client, recorded.revision);
    },
    onError: (_error, _recording, placed) => placed?.takeBack(),
    onSettled: (_recorded, error) => {
      if (error instanceof ApiProblem && error.status === 401) return;
      // An answer given before another one is recorded would take that one out of the lists for a moment.
      const last = client.isMutating({ mutationKey: keys.recording }) === 1;
      if (last) void expensesChanged(client);
    },
  });
}

/** Asks for the keys of the recordings that wait for their answer. */
export function useRecordingsUnderWay(): () => ReadonlySet<string> {
  const client = useQueryClient();
  return () => {
    const filters = { mutationKey: keys.recording, status: 'pending' } as const;
    const waiting = client.getMutationCache().findAll(filters);
    return new Set(waiting.map(({ state }) => (state.variables as Recording).key));
  };
}

/** A refusal because of somebody else's change says that what is shown is out of date. */
export function refreshIfOutdated(client: QueryClient, error: unknown): void {
  const outdated = error instanceof ApiProblem && ['stale', 'not_found'].includes(error.code);
  if (outdated) void expensesChanged(client);
}

/** The acts that were sent at least once and never answered. */
const unanswered = new WeakSet<object>();

/** A change whose answer got lost finds itself refused as stale when it is sent again: what is as wanted is done. */
async function orAsItIs(
  act: object,
  change: Promise<Expense>,
  digits: number,
  isDone: (now: Expense) => boolean,
): Promise<Expense> {
  try {
    return await change;
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    if (error.passing) unanswered.add(act);
    const now = unanswered.has(act) ? currentOf(error, digits) : null;
    if (now === null || !isDone(now)) throw error;
    return now;
  }
}

export function useUpdateExpense() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (act: { base: Expense; draft: ExpenseDraft }) => {
      const { base, draft } = act;
      const digits = await walletDigits(client);
      const change = updateExpense(base, draft, digits);
      return orAsItIs(act, change, digits, (now) => sameDraft(now, draft));
    },
    retry: mayRetry,
    onSuccess: async (after, { base }) => {
      await changeInLists(client, [{ before: base, after }]);
      // Where on another day it stands, the service knows better.
      if (after.date === base.date) writeIsShown(client, after.revision);
      // Not waited for: the lists show it already.
      void expensesChanged(client);
    },
    onError: (error) => refreshIfOutdated(client, error),
  });
}

/** The row leaves every list at once; where the server refuses, it comes back. */
export function useDeleteExpense() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (expense: Expense) => {
      const digits = await walletDigits(client);
      const deletion = deleteExpense(expense, digits);
      return orAsItIs(expense, deletion, digits, (now) => now.deletedAt !== null);
    },
    retry: mayRetry,
    onMutate: (expense) => takeFromLists(client, expense),
    onSuccess: ({ revision }) => {
      writeIsShown(client, revision);
      return expensesChanged(client);
    },
    onError: (error, _expense, putBack) => {
      putBack?.();
      refreshIfOutdated(client, error);
    },
  });
}

export function useRestoreExpense() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => restoreExpense(id, await walletDigits(client)),
    retry: mayRetry,
    onSuccess: () => expensesChanged(client),
  });
}
