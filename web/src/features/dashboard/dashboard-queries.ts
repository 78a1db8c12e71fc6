import type { QueryClient } from '@tanstack/react-query';
import { addMonths, type IsoMonth, monthOf } from '@/dates/calendar';
import { todayIn } from '@/dates/today';
import { categoriesQuery } from '@/sync/categories';
import { latestExpensesQuery } from '@/sync/expenses';
import { meQuery } from '@/sync/me';
import { prefetch } from '@/sync/prefetch';
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

/** Asks for the sums that stand first. What is below them asks for itself, and keeps no line busy that these need. */
export async function prefetchSums(
  client: QueryClient,
  chosen: IsoMonth | undefined,
): Promise<void> {
  const { month, compared } = await shownMonth(client, chosen);
  await Promise.all([
    prefetch(client, summaryQuery(month)),
    compared !== null && prefetch(client, summaryQuery(compared)),
  ]);
}

/** Asks for what is below the sums. */
export async function prefetchBelow(
  client: QueryClient,
  chosen: IsoMonth | undefined,
): Promise<void> {
  const { month } = await shownMonth(client, chosen);
  await Promise.all([
    prefetch(client, latestQuery(month)),
    prefetch(client, yearQuery(month)),
    prefetch(client, categoriesQuery()),
  ]);
}

async function shownMonth(client: QueryClient, chosen: IsoMonth | undefined) {
  const { wallet } = await client.ensureQueryData(meQuery());
  const today = todayIn(wallet.timeZone);
  const month = chosen ?? monthOf(today);
  return { month, compared: comparisonPeriod(month, today) };
}
