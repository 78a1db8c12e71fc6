import type { QueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ExpenseFilter } from '@/api/expenses';
import { ExpensesPage } from '@/features/expenses/expenses-page';
import type { ExpensesSearch } from '@/routes/search-params';
import { categoriesQuery } from '@/sync/categories';
import { expensesQuery } from '@/sync/expenses';
import { prefetch, untilKnown } from '@/sync/prefetch';

function searchOf({ month, days, categories, text }: ExpenseFilter): ExpensesSearch {
  return {
    ...(month ? { month } : {}),
    ...(days ?? {}),
    ...(categories?.length ? { category: [...categories] } : {}),
    ...(text ? { q: text } : {}),
  };
}

function filterOf({ month, from, to, category, q }: ExpensesSearch): ExpenseFilter {
  const days = from && to ? { from, to } : undefined;
  return { month, days, categories: category, text: q };
}

export async function fetchFirst(client: QueryClient, search: ExpensesSearch): Promise<void> {
  const query = expensesQuery(filterOf(search));
  await Promise.all([
    prefetch(client, categoriesQuery()),
    untilKnown(client, query.queryKey, () => client.prefetchInfiniteQuery(query)),
  ]);
}

export function ExpensesRoute() {
  const { month, from, to, category, q } = useSearch({ from: '/frame/expenses' });
  const navigate = useNavigate({ from: '/expenses' });
  const filter = useMemo(
    () => filterOf({ month, from, to, category, q }),
    [month, from, to, category, q],
  );
  const change = (changed: ExpenseFilter) => {
    // Each letter of a search as a step back would bury the page before.
    const replace = changed.text !== filter.text;
    void navigate({ search: searchOf(changed), replace });
  };
  return <ExpensesPage filter={filter} onFilterChange={change} />;
}
