import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ExpenseFilter } from '@/api/expenses';
import { ExpensesPage } from '@/features/expenses/expenses-page';
import type { ExpensesSearch } from '@/routes/search-params';

function searchOf({ month, categories, text }: ExpenseFilter): ExpensesSearch {
  return {
    ...(month ? { month } : {}),
    ...(categories?.length ? { category: [...categories] } : {}),
    ...(text ? { q: text } : {}),
  };
}

export function ExpensesRoute() {
  const { month, category, q } = useSearch({ from: '/frame/expenses' });
  const navigate = useNavigate({ from: '/expenses' });
  const filter = useMemo(() => ({ month, categories: category, text: q }), [month, category, q]);
  const change = (changed: ExpenseFilter) => {
    // Each letter of a search as a step back would bury the page before.
    const replace = changed.text !== filter.text;
    void navigate({ search: searchOf(changed), replace });
  };
  return <ExpensesPage filter={filter} onFilterChange={change} />;
}
