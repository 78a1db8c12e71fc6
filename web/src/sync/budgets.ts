import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { deleteBudget, fetchBudgets, type NewBudget, setBudget } from '@/api/budgets';
import type { IsoMonth } from '@/dates/calendar';
import { budgetsChanged, keys } from '@/sync/keys';
import { walletDigits } from '@/sync/me';

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
    onSuccess: () => budgetsChanged(client),
  });
}

export function useDeleteBudget() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (categoryId: string) => deleteBudget(categoryId),
    onSuccess: () => budgetsChanged(client),
  });
}
