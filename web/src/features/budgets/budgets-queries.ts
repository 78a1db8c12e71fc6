import type { QueryClient } from '@tanstack/react-query';
import { addMonths, type IsoMonth, monthOf } from '@/dates/calendar';
import { todayIn } from '@/dates/today';
import { budgetsQuery } from '@/sync/budgets';
import { categoriesQuery } from '@/sync/categories';
import { meQuery } from '@/sync/me';
import { prefetch } from '@/sync/prefetch';
import { summaryQuery } from '@/sync/summary';

/** Asks for all that the page will show. */
export async function prefetchBudgets(
  client: QueryClient,
  chosen: IsoMonth | undefined,
): Promise<void> {
  const { wallet } = await client.ensureQueryData(meQuery());
  const month = chosen ?? monthOf(todayIn(wallet.timeZone));
  await Promise.all([
    prefetch(client, budgetsQuery(month)),
    prefetch(client, budgetsQuery(addMonths(month, -1))),
    prefetch(client, summaryQuery(month)),
    prefetch(client, categoriesQuery()),
  ]);
}
