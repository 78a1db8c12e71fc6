import type { Expense, ExpenseFilter } from '@/api/expenses';
import { monthOf } from '@/dates/calendar';
import { searchText } from '@/sync/search-text';

/**
 * Whether the service would list the expense under the filter. A filter that has more in it than is known here matches
 * nothing: the row then comes with the next answer.
 */
export function matchesFilter(filter: ExpenseFilter, expense: Expense): boolean {
  const { month, days, categories, text, ...others } = filter;
  if (Object.values(others).some((other) => other !== undefined)) return false;
  const name = searchText(expense.category);
  const wanted = searchText(text ?? '');
  return (
    (month === undefined || monthOf(expense.date) === month) &&
    (days === undefined || (days.from <= expense.date && expense.date <= days.to)) &&
    (!categories?.length || categories.some((one) => searchText(one) === name)) &&
    (searchText(expense.description).includes(wanted) || name.includes(wanted))
  );
}
