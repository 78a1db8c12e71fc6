import { type QueryClient, useIsMutating, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type IsoMonth, monthOf } from '@/dates/calendar';
import { todayIn } from '@/dates/today';
import { latestExpensesQuery } from '@/sync/expenses';
import { keys } from '@/sync/keys';
import { summaryQuery } from '@/sync/summary';

/**
 * Whether the wallet is still empty; undefined while that is found out. It is asked only where the month that is shown has
 * neither spending nor a budget, so nobody who has begun waits for the answer. The first expense counts once it is in the
 * sums too: until then the page that would show them is as empty as before.
 */
export function useNothingRecorded(month: IsoMonth): boolean | undefined {
  const summary = useQuery(summaryQuery(month));
  const emptyMonth = summary.data?.length === 0;
  const newest = useQuery({ ...latestExpensesQuery({}, 1), enabled: emptyMonth });
  const onItsWay = useIsRecording() || summary.isFetching || newest.isFetching;
  const empty = emptyMonth && newest.data?.expenses.length === 0;
  const [wasEmpty, setWasEmpty] = useState(empty);
  if (!onItsWay && wasEmpty !== empty) setWasEmpty(empty);
  if (!emptyMonth) return false;
  if (newest.isPending) return undefined;
  return empty || (onItsWay && wasEmpty);
}

/** Whether the wallet is known to have an expense; false until then. */
export function useHasExpenses(): boolean {
  const newest = useQuery(latestExpensesQuery({}, 1));
  return (newest.data?.expenses.length ?? 0) > 0;
}

/**
 * Notes that a wallet just made is empty: its owner meets the welcome at once, and not the outlines of charts before it. The
 * server is asked all the same.
 * @param timeZone the wallet's
 */
export function noteEmptyWallet(client: QueryClient, timeZone: string): void {
  const old = { updatedAt: 0 };
  client.setQueryData(summaryQuery(monthOf(todayIn(timeZone))).queryKey, [], old);
  const none = { expenses: [], nextCursor: null, count: 0, total: 0 };
  client.setQueryData(latestExpensesQuery({}, 1).queryKey, none, old);
}

/** Whether an expense is on its way to the server. */
export function useIsRecording(): boolean {
  return useIsMutating({ mutationKey: keys.recording }) > 0;
}
