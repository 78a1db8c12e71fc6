import type { QueryClient } from '@tanstack/react-query';
import { addMonths, type IsoMonth, monthOf } from '@/dates/calendar';
import { todayIn } from '@/dates/today';
import { categoriesQuery } from '@/sync/categories';
import { latestExpensesQuery } from '@/sync/expenses';
import { meQuery } from '@/sync/me';
import { monthTotalsQuery, summaryQuery } from '@/sync/summary';
import { comparisonPeriod } from './figures';

export const LATEST_SHOWN = 5;

const MONTHS = 12;

/** The API keeps no earlier month. */
const FIRST_MONTH: IsoMonth = '1900-01';

/** The newest expenses of a month. */
export function latestQuery(month: IsoMonth) {
  return latestExpensesQuery({ month }, LATEST_SHOWN);
}

/** A month and those of the year before it. */
export function yearQuery(month: IsoMonth) {
  const start = addMonths(month, 1 - MONTHS);
  return monthTotalsQuery(start < FIRST_MONTH ? FIRST_MONTH : start, month);
}

/** Asks for all that the page will show, at once: in the page one card waits for the other. */
export async function prefetchDashboard(
  client: QueryClient,
  chosen: IsoMonth | undefined,
): Promise<void> {
  const { wallet } = await client.ensureQueryData(meQuery());
  const today = todayIn(wallet.timeZone);
  const month = chosen ?? monthOf(today);
  const compared = comparisonPeriod(month, today);
  void client.prefetchQuery(summaryQuery(month));
  if (compared !== null) void client.prefetchQuery(summaryQuery(compared));
  void client.prefetchQuery(latestQuery(month));
  void client.prefetchQuery(yearQuery(month));
  void client.prefetchQuery(categoriesQuery());
}
