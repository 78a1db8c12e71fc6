import type { Category } from '@/api/categories';
import type { Expense, ExpenseDraft } from '@/api/expenses';
import { searchText } from '@/sync/search-text';

/** The service begins to count at 1. */
const UNKNOWN_REVISION = 0;

/** How a new expense is shown until the service has answered for it, under an id that only this page knows. */
export function provisionalExpense(
  id: string,
  draft: ExpenseDraft,
  categories: readonly Category[],
): Expense {
  const wanted = searchText(draft.category);
  const known = categories.find(({ name }) => searchText(name) === wanted);
  return {
    ...draft,
    id,
    category: known?.name ?? draft.category,
    categoryId: known?.id ?? '',
    deletedAt: null,
    revision: UNKNOWN_REVISION,
  };
}

/** Whether the service has not answered for it yet: it can be looked at, but not be changed or deleted. */
export function isProvisional({ revision }: Pick<Expense, 'revision'>): boolean {
  return revision === UNKNOWN_REVISION;
}
