import { queryOptions } from '@tanstack/react-query';
import { fetchSummary, type Period } from '@/api/budgets';
import { keys } from '@/sync/keys';
import { walletDigits } from '@/sync/me';

/** Spending by category against its budget: of all time, of a month, or of a span of days. */
export function summaryQuery(period: Period) {
  return queryOptions({
    queryKey: keys.summary(period),
    queryFn: async ({ client, signal }) => fetchSummary(period, await walletDigits(client), signal),
  });
}
