import type { QueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { BudgetsPage } from '@/features/budgets/budgets-page';
import { prefetchBudgets } from '@/features/budgets/budgets-queries';
import type { MonthSearch } from '@/routes/search-params';

export function fetchFirst(client: QueryClient, { month }: MonthSearch): Promise<void> {
  return prefetchBudgets(client, month);
}

export function BudgetsRoute() {
  const { month } = useSearch({ from: '/frame/budgets' });
  const navigate = useNavigate({ from: '/budgets' });
  return (
    <BudgetsPage
      month={month}
      onMonthChange={(chosen) => void navigate({ search: { month: chosen } })}
    />
  );
}
