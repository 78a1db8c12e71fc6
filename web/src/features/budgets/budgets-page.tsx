import { t } from '@lingui/core/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { problemText } from '@/api/problem';
import { type IsoDate, type IsoMonth, monthOf, phaseOf } from '@/dates/calendar';
import { formatMonth } from '@/dates/format-date';
import { todayIn } from '@/dates/today';
import { budgetsQuery } from '@/sync/budgets';
import { categoriesQuery } from '@/sync/categories';
import { useMe } from '@/sync/me';
import { summaryQuery } from '@/sync/summary';
import { LoadError } from '@/ui/load-error';
import { MonthSwitcher } from '@/ui/month-switcher';
import { PageHeader } from '@/ui/page-header';
import { RowsSkeleton } from '@/ui/skeletons';
import { budgetEntries } from './budget-entries';
import { BudgetTable } from './budget-table';
import classes from './budgets-page.module.css';
import { CopyLastMonth } from './copy-last-month';

type BudgetsPageProps = {
  /** The month in the address; the wallet's current month where it names none. */
  readonly month: IsoMonth | undefined;
  readonly onMonthChange: (month: IsoMonth) => void;
};

/** What each category may cost in a month, typed in place. */
export function BudgetsPage({ month: chosen, onMonthChange }: BudgetsPageProps) {
  const { locale, wallet } = useMe();
  const today = todayIn(wallet.timeZone);
  const month = chosen ?? monthOf(today);
  const title = formatMonth(month, locale);
  return (
    <div className={classes.page}>
      <PageHeader title={t`Budgets`}>
        <CopyLastMonth month={month} locale={locale} />
        <MonthSwitcher month={month} today={today} locale={locale} onMonthChange={onMonthChange} />
      </PageHeader>
      <p className={classes.note}>
        {phaseOf(month, today) === 'past'
          ? t`What you change here counts from ${title} on; amounts set for later months stay.`
          : t`Amounts count from ${title} on, until you change them.`}{' '}
        <Link to="/categories" className={classes.link}>
          {t`Edit categories`}
        </Link>
      </p>
      <MonthBudgets month={month} today={today} />
    </div>
  );
}

type MonthBudgetsProps = { readonly month: IsoMonth; readonly today: IsoDate };

function MonthBudgets({ month, today }: MonthBudgetsProps) {
  const { money } = useMe();
  const categories = useQuery(categoriesQuery());
  const budgets = useQuery({ ...budgetsQuery(month), placeholderData: keepPreviousData });
  const summary = useQuery({ ...summaryQuery(month), placeholderData: keepPreviousData });
  const failed = [categories, budgets, summary].find((query) => query.isError);
  if (failed) {
    return (
      <LoadError
        title={t`The budgets could not be loaded`}
        text={problemText(failed.error)}
        onRetry={() => {
          for (const query of [categories, budgets, summary]) void query.refetch();
        }}
      />
    );
  }
  if (!categories.data || !budgets.data || !summary.data) {
    return (
      <div className={classes.card} aria-busy="true">
        <RowsSkeleton lines={10} lineHeight={60} />
      </div>
    );
  }
  const stale = budgets.isPlaceholderData || summary.isPlaceholderData;
  return (
    <div className={classes.card} data-stale={stale || undefined}>
      <BudgetTable
        key={month}
        month={month}
        today={today}
        money={money}
        entries={budgetEntries(categories.data, budgets.data, summary.data)}
      />
    </div>
  );
}
