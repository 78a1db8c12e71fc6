import type { QueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { todayIn } from '@/dates/today';
import { DayPage } from '@/features/expenses/day-page';
import type { DaySearch } from '@/routes/search-params';
import { categoriesQuery } from '@/sync/categories';
import { dayQuery } from '@/sync/days';
import { meQuery } from '@/sync/me';
import { prefetch } from '@/sync/prefetch';

export async function fetchFirst(client: QueryClient, { date }: DaySearch): Promise<void> {
  const { wallet } = await client.ensureQueryData(meQuery());
  const day = date ?? todayIn(wallet.timeZone);
  await Promise.all([prefetch(client, dayQuery(day)), prefetch(client, categoriesQuery())]);
}

export function DayRoute() {
  const { date } = useSearch({ from: '/frame/day' });
  const navigate = useNavigate({ from: '/day' });
  return (
    <DayPage day={date} onDayChange={(chosen) => void navigate({ search: { date: chosen } })} />
  );
}
