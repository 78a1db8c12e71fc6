import type { FetchQueryOptions, QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Asks for what a page will show, unless a fresh answer is there.
 * @returns when there is something to show: at once where an older answer is kept. It never fails; the page tells of that
 */
export async function prefetch<Answer, Failure, Data, Key extends QueryKey>(
  client: QueryClient,
  query: FetchQueryOptions<Answer, Failure, Data, Key>,
): Promise<void> {
  const known = client.getQueryData(query.queryKey) !== undefined;
  const asked = client.prefetchQuery(query);
  if (!known) await asked;
}
