import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { fetchDescriptions, type KnownDescription } from '@/api/descriptions';
import { keys } from '@/sync/keys';
import { useLatestExpenses } from '@/sync/recent-use';
import { searchText } from '@/sync/search-text';

/** As many as can be taken in at a glance. */
const OFFERED = 6;

const PAUSE_MS = 150;

function descriptionsQuery(text: string) {
  return queryOptions({
    queryKey: keys.descriptions(text),
    queryFn: ({ signal }) => fetchDescriptions(text, OFFERED, signal),
    staleTime: 5 * 60_000,
    // An offer that does not come is not missed: nothing is said about it, and nothing waits.
    retry: false,
  });
}

/**
 * The descriptions that begin with what was typed, with the category each had last, the latest first. What the newest
 * expenses say is known at once and without a network; the service adds what is older.
 */
export function useKnownDescriptions(typed: string): readonly KnownDescription[] {
  const wanted = searchText(typed);
  const [asked] = useDebouncedValue(wanted, PAUSE_MS);
  const recent = knownFrom(useLatestExpenses(), wanted);
  const older = useQuery({
    ...descriptionsQuery(asked),
    enabled: asked !== '' && recent.length < OFFERED,
    placeholderData: keepPreviousData,
  });
  return knownFrom([...recent, ...(older.data ?? [])], wanted);
}

/** Each once, however it is written, as it was written last. */
export function knownFrom(
  entries: readonly KnownDescription[],
  wanted: string,
): readonly KnownDescription[] {
  if (wanted === '') return [];
  const known = new Map<string, KnownDescription>();
  for (const { description, category } of entries) {
    const key = searchText(description);
    if (key.startsWith(wanted) && !known.has(key)) known.set(key, { description, category });
  }
  return [...known.values()].slice(0, OFFERED);
}

/** The one that was typed in full, if it is known. */
export function exactly(
  typed: string,
  known: readonly KnownDescription[],
): KnownDescription | undefined {
  const wanted = searchText(typed);
  return known.find(({ description }) => searchText(description) === wanted);
}
