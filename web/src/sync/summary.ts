import { queryOptions } from '@tanstack/react-query';
import { fetchSummary, type Period } from '@/api/budgets';
import { fetchMonths } from '@/api/months';
import type { IsoMonth } from '@/dates/calendar';
import { keys } from '@/sync/keys';
import { walletDigits } from '@/sync/me';

/** Spending by category against its budget: of all time, of a month, or of a span of days. */
export function summaryQuery(period: Period) {
  return queryOptions({
    queryKey: keys.summary(period),
    queryFn: async ({ client, signal }) => fetchSummary(period, await walletDigits(client), signal),
  });
}

/** What was spent in each month of a span, both ends included. */
export function monthTotalsQuery(from: IsoMonth, to: IsoMonth) {
  return queryOptions({
    queryKey: keys.monthTotals(from, to),
    queryFn: async ({ client, signal }) =>
      fetchMonths(from, to, await walletDigits(client), signal),
  });
}
