import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import {
  copyBudgets,
  deleteBudget,
  fetchBudgets,
  type NewBudget,
  setBudget,
  undoBudgets,
} from '@/api/budgets';
import type { IsoMonth } from '@/dates/calendar';
import { budgetsChanged, keys } from '@/sync/keys';
import { walletDigits } from '@/sync/me';
import { mayRetry } from '@/sync/query-client';

/** The budgets in force in a month. */
export function budgetsQuery(month: IsoMonth) {
  return queryOptions({
    queryKey: keys.budgetsOf(month),
    queryFn: async ({ client, signal }) => fetchBudgets(month, await walletDigits(client), signal),
  });
}

export function useSetBudget() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (budget: NewBudget) => setBudget(budget, await walletDigits(client)),
    // The same budget set twice is set once.
    retry: mayRetry,
    onSuccess: () => budgetsChanged(client),
  });
}

interface EndedBudget {
  readonly categoryId: string;
  /** The first month without it. */
  readonly month: IsoMonth;
  /** One for each act, so that a try after a lost answer does nothing twice. */
  readonly key: string;
}

/** Ends a budget; the answer is the revision for `useUndoBudgets`. */
export function useDeleteBudget() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ categoryId, month, key }: EndedBudget) => deleteBudget(categoryId, month, key),
    retry: mayRetry,
    onSuccess: () => budgetsChanged(client),
  });
}

interface CopiedBudgets {
  readonly from: IsoMonth;
  readonly to: IsoMonth;
  readonly key: string;
}

/** Makes the budgets of one month those of another; the answer is the revision for `useUndoBudgets`. */
export function useCopyBudgets() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ from, to, key }: CopiedBudgets) => copyBudgets(from, to, key),
    retry: mayRetry,
    onSuccess: () => budgetsChanged(client),
  });
}

interface UndoneBudgets {
  readonly revision: number;
  readonly key: string;
}

/** Takes back what one write of budgets did, and nothing else. */
export function useUndoBudgets() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ revision, key }: UndoneBudgets) => undoBudgets(revision, key),
    retry: mayRetry,
    // A refusal says that the budgets are others by now.
    onSettled: () => budgetsChanged(client),
  });
}
