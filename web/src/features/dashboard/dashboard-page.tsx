import { t } from '@lingui/core/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense } from 'react';
import { problemText } from '@/api/problem';
import { type IsoMonth, monthOf } from '@/dates/calendar';
import { formatMonth, formatMonthName } from '@/dates/format-date';
import { todayIn } from '@/dates/today';
import { useNothingRecorded } from '@/sync/first-use';
import { useMe } from '@/sync/me';
import { summaryQuery } from '@/sync/summary';
import { AddExpenseButton } from '@/ui/add-expense';
import { LoadError } from '@/ui/load-error';
import { MonthSwitcher } from '@/ui/month-switcher';
import { PageHeader } from '@/ui/page-header';
import { useDrawn } from '@/ui/use-drawn';
import { BudgetsCard } from './budgets-card';
import classes from './dashboard-page.module.css';
import { DashboardSkeleton } from './dashboard-skeleton';
import { comparisonPeriod, monthFigures } from './figures';
import { LatestCard } from './latest-card';
import { MonthCards } from './month-cards';
import { MonthsCard } from './months-card';
import { WhereItWent } from './where-it-went';

type DashboardPageProps = {
  /** The month in the address; the wallet's current month where it names none. */
  readonly month: IsoMonth | undefined;
  readonly onMonthChange: (month: IsoMonth) => void;
  /** What stands here instead as long as nothing at all is recorded. */
  readonly welcome: ReactNode;
};

/** A month at a glance: what was spent, what is left, where it went. */
export function DashboardPage({ month: chosen, onMonthChange, welcome }: DashboardPageProps) {
  const { locale, wallet } = useMe();
  const today = todayIn(wallet.timeZone);
  const month = chosen ?? monthOf(today);
  const nothingRecorded = useNothingRecorded(month);
  // Outlines of charts would promise what is not there.
  if (nothingRecorded) return <Suspense fallback={null}>{welcome}</Suspense>;
  const sameYear = month.slice(0, 4) === today.slice(0, 4);
  return (
    <div className={classes.page}>
      <PageHeader title={sameYear ? formatMonthName(month, locale) : formatMonth(month, locale)}>
        <MonthSwitcher month={month} today={today} locale={locale} onMonthChange={onMonthChange} />
        <AddExpenseButton />
      </PageHeader>
      {nothingRecorded === undefined ? (
        <DashboardSkeleton />
      ) : (
        <MonthOverview month={month} today={today} />
      )}
    </div>
  );
}

function MonthOverview({ month, today }: { readonly month: IsoMonth; readonly today: string }) {
  const { money } = useMe();
  const period = comparisonPeriod(month, today);
  const summary = useQuery({ ...summaryQuery(month), placeholderData: keepPreviousData });
  const before = useQuery({
    ...summaryQuery(period ?? month),
    enabled: period !== null,
    placeholderData: keepPreviousData,
  });
  // What changed is as high as there are changes: coming later, it would push away what stands below.
  const drawn = useDrawn(!summary.isPending && (period === null || !before.isPending));
  if (summary.isPending || !drawn) return <DashboardSkeleton />;
  if (summary.isError) {
    return (
      <LoadError
        title={t`The month could not be loaded`}
        text={problemText(summary.error)}
        onRetry={() => void summary.refetch()}
      />
    );
  }
  const figures = monthFigures(summary.data);
  const view = { month, today, money, rows: summary.data, figures };
  const compared = { periodBefore: period, before: period === null ? [] : before.data };
  return (
    <div
      className={classes.overview}
      data-stale={summary.isPlaceholderData || before.isPlaceholderData || undefined}
    >
      <MonthCards {...view} {...compared} />
      <div className={classes.charts}>
        <WhereItWent {...view} {...compared} />
        <BudgetsCard {...view} />
      </div>
      <div className={classes.charts}>
        <LatestCard month={month} today={today} />
        <MonthsCard month={month} today={today} />
      </div>
    </div>
  );
}
