import type { QueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy } from 'react';
import { DashboardPage } from '@/features/dashboard/dashboard-page';
import { prefetchBelow, prefetchSums } from '@/features/dashboard/dashboard-queries';
import type { MonthSearch } from '@/routes/search-params';

/** Seen once in the life of a wallet, so nobody else waits for it. */
const Welcome = lazy(async () => ({ default: (await import('@/routes/welcome')).Welcome }));

export function fetchFirst(client: QueryClient, { month }: MonthSearch): Promise<void> {
  return prefetchSums(client, month);
}

export function fetchFurther(client: QueryClient, { month }: MonthSearch): Promise<void> {
  return prefetchBelow(client, month);
}

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
