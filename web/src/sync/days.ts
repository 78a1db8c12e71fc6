import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { type DaySheet, fetchDay, fetchDaysOf, saveDay } from '@/api/days';
import type { IsoDate, IsoMonth } from '@/dates/calendar';
import { expensesChanged, keys } from '@/sync/keys';
import { walletDigits } from '@/sync/me';
import { mayRetry } from '@/sync/query-client';

/** All expenses of a day. */
export function dayQuery(date: IsoDate) {
  return queryOptions({
    queryKey: keys.day(date),
    queryFn: async ({ client, signal }) => fetchDay(date, await walletDigits(client), signal),
  });
}

/** Which days of a month have an expense. */
export function daysOfMonthQuery(month: IsoMonth) {
  return queryOptions({
    queryKey: keys.daysOf(month),
    queryFn: ({ signal }) => fetchDaysOf(month, signal),
  });
}

interface SavedSheet {
  readonly sheet: DaySheet;
  /** One for each act, so that a try after a lost answer does nothing twice. */
  readonly key: string;
}

/** Replaces the expenses of a day in one write. */
export function useSaveDay() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ sheet, key }: SavedSheet) =>
      saveDay(sheet, key, await walletDigits(client)),
    retry: mayRetry,
    onSuccess: (day) => {
      client.setQueryData(keys.day(day.date), day);
      // Not waited for: what is shown is right already.
      void expensesChanged(client);
    },
  });
}
