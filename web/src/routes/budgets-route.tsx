import { useNavigate, useSearch } from '@tanstack/react-router';
import { BudgetsPage } from '@/features/budgets/budgets-page';

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
