import type { QueryClient } from '@tanstack/react-query';

/** Asks anew for everything that is shown; the rest follows when it is looked at. Rejects when an answer does not come. */
export async function refreshAll(client: QueryClient): Promise<void> {
  await client.invalidateQueries({}, { throwOnError: true });
}
