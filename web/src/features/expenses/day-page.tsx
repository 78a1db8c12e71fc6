import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { problemText } from '@/api/problem';
import { type IsoDate, monthOf } from '@/dates/calendar';
import { firstDayOfWeek } from '@/dates/first-day-of-week';
import { todayIn } from '@/dates/today';
import { DaySheet } from '@/features/expenses/day-sheet';
import { dayQuery, daysOfMonthQuery } from '@/sync/days';
import { useMe } from '@/sync/me';
import { DaySwitcher } from '@/ui/day-switcher';
import { LoadError } from '@/ui/load-error';
import { PageHeader } from '@/ui/page-header';
import { RowsSkeleton } from '@/ui/skeletons';
import classes from './day-sheet.module.css';

interface DayPageProps {
  /** The day in the address; the wallet's today where it names none. */
  readonly day: IsoDate | undefined;
  readonly onDayChange: (day: IsoDate) => void;
}

/** All expenses of one day as a grid, saved in one go. */
export function DayPage({ day: chosen, onDayChange }: DayPageProps) {
  const { locale, wallet, firstDayOfWeek: wanted } = useMe();
  const today = todayIn(wallet.timeZone);
  // Not another one when midnight comes while somebody types.
  const [begun] = useState(today);
  const day = chosen ?? begun;
  const [month, setMonth] = useState(monthOf(day));
  const days = useQuery(daysOfMonthQuery(month)).data;
  const marked = useMemo(() => new Set(days), [days]);
  return (
    <>
      <PageHeader title={t`Day sheet`}>
        <DaySwitcher
          day={day}
          today={today}
          firstDay={firstDayOfWeek(wanted, locale)}
          locale={locale}
          marked={marked}
          onMonthShown={setMonth}
          onDayChange={onDayChange}
        />
      </PageHeader>
      <SheetOfDay key={day} day={day} />
    </>
  );
}

function SheetOfDay({ day }: { readonly day: IsoDate }) {
  const found = useQuery(dayQuery(day));
  if (found.data) return <DaySheet day={found.data} />;
  if (found.isError) {
    return (
      <LoadError
        title={t`The day could not be loaded`}
        text={problemText(found.error)}
        onRetry={() => void found.refetch()}
      />
    );
  }
  return (
    <div className={classes.card} aria-busy="true">
      <RowsSkeleton lines={6} lineHeight={52} />
    </div>
  );
}
