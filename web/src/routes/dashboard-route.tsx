import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy } from 'react';
import { DashboardPage } from '@/features/dashboard/dashboard-page';

/** Seen once in the life of a wallet, so nobody else waits for it. */
const Welcome = lazy(async () => ({ default: (await import('@/routes/welcome')).Welcome }));

export function DashboardRoute() {
  const { month } = useSearch({ from: '/frame/' });
  const navigate = useNavigate({ from: '/' });
  return (
    <DashboardPage
      month={month}
      welcome={<Welcome />}
      onMonthChange={(chosen) => void navigate({ search: { month: chosen } })}
    />
  );
}
