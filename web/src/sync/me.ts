import {
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
  useSuspenseQuery,
} from '@tanstack/react-query';
import { changePassword, fetchMe, type Me, type MeChanges, updateMe } from '@/api/account';
import { writeDatesIn } from '@/dates/format-date';
import { browserLanguage, type Language, speak } from '@/language/language';
import { keys } from '@/sync/keys';

export function meQuery() {
  return queryOptions({
    queryKey: keys.me,
    queryFn: async ({ signal }) => {
      const me = await fetchMe(signal);
      writeDatesIn(me.dateOrder);
      return me;
    },
    staleTime: 5 * 60_000,
  });
}

/** The signed-in user. The app's frame has loaded it before any page is shown. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery()).data;
}

/** The language this user reads: their own choice, else what their browser asks for. */
export function languageOf({ language }: Me): Language {
  return language ?? browserLanguage();
}

/** The decimals of the wallet's currency: amounts of an answer cannot be read without them. */
export async function walletDigits(client: QueryClient): Promise<number> {
  return (await client.ensureQueryData(meQuery())).wallet.minorUnitDigits;
}

export function useUpdateMe() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (changes: MeChanges) => updateMe(changes),
    onSuccess: async (me, changes) => {
      writeDatesIn(me.dateOrder);
      client.setQueryData(meQuery().queryKey, me);
      if (changes.language !== undefined) await speak(languageOf(me));
      // Amounts were read with the old currency's decimals, and a month's end moves with the time zone.
      if (changes.currency !== undefined || changes.timeZone !== undefined) {
        await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.me[0] });
      }
    },
  });
}

export function useChangePassword() {
  return useMutation({
    mutationFn: ({ current, next }: { current: string; next: string }) =>
      changePassword(current, next),
  });
}
