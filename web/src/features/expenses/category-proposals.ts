import { searchText } from '@/sync/search-text';

/**
 * The names to propose for what was typed, the likeliest first: Enter takes it. What fully matches comes before all
 * others, so that a field opened with a category in it still offers a choice; what is not known yet is proposed last, to
 * be created. This only sorts and hides: the server decides which names are equal.
 */
export function proposals(typed: string, names: readonly string[]): string[] {
  const wanted = searchText(typed);
  if (wanted === '') return [...names];
  const same = names.filter((name) => searchText(name) === wanted);
  if (same.length > 0) return [...same, ...names.filter((name) => !same.includes(name))];
  const starting = names.filter((name) => searchText(name).startsWith(wanted));
  const holding = names.filter(
    (name) => searchText(name).includes(wanted) && !starting.includes(name),
  );
  return [...starting, ...holding, typed.trim()];
}
