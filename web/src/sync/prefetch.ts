import type { FetchQueryOptions, QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Asks for what a page will show, unless a fresh answer is there.
 * @returns when there is something to show: at once where an older answer is kept. It never fails; the page tells of that
 */
export async function prefetch<Answer, Failure, Data, Key extends QueryKey>(
  client: QueryClient,
  query: FetchQueryOptions<Answer, Failure, Data, Key>,
): Promise<void> {
  await untilKnown(client, query.queryKey, () => client.prefetchQuery(query));
}

/** Asks for what is kept under the key. It returns at once where an older answer is there, else with the new one. */
export async function untilKnown(
  client: QueryClient,
  key: QueryKey,
  ask: () => Promise<unknown>,
): Promise<void> {
  const known = client.getQueryData(key) !== undefined;
  const asked = ask();
  if (!known) await asked;
}
