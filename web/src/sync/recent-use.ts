import { useQuery } from '@tanstack/react-query';
import type { Category } from '@/api/categories';
import type { Expense } from '@/api/expenses';
import { categoriesQuery } from '@/sync/categories';
import { latestExpensesQuery } from '@/sync/expenses';

/** How far back a habit is looked for: some months of a household, in one answer. */
const LATEST = 200;

/** The newest expenses, the latest first. */
export function useLatestExpenses(): readonly Expense[] {
  return useQuery(latestExpensesQuery({}, LATEST)).data?.expenses ?? [];
}

/** All categories, those used last first, those never used in the user's order. */
export function useRecentCategories(): readonly Category[] {
  const categories = useQuery(categoriesQuery()).data ?? [];
  return byRecentUse(categories, useLatestExpenses());
}

/**
 * Sorts by the newest expense of each, given newest first, and what none of them is of by its last day: the list alone
 * tells apart what was used on one day. Never used ones keep their order, at the end.
 */
export function byRecentUse(
  categories: readonly Category[],
  latest: readonly Expense[],
): readonly Category[] {
  const order = [...new Set(latest.map(({ categoryId }) => categoryId))];
  const place = new Map(order.map((id, index) => [id, index]));
  const placeOf = ({ id }: Category) => place.get(id) ?? order.length;
  return categories.toSorted(
    (one, other) =>
      placeOf(one) - placeOf(other) || (other.lastUsed ?? '').localeCompare(one.lastUsed ?? ''),
  );
}
