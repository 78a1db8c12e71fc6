import { useNavigate, useSearch } from '@tanstack/react-router';
import { DashboardPage } from '@/features/dashboard/dashboard-page';

export function DashboardRoute() {
  const { month } = useSearch({ from: '/frame/' });
  const navigate = useNavigate({ from: '/' });
  return (
    <DashboardPage
      month={month}
      onMonthChange={(chosen) => void navigate({ search: { month: chosen } })}
    />
  );
}
