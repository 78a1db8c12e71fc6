import { plural, t } from '@lingui/core/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Category } from '@/api/categories';
import type { Expense } from '@/api/expenses';
import { problemText } from '@/api/problem';
import type { IsoDate, IsoMonth } from '@/dates/calendar';
import { formatDay, relativeDay } from '@/dates/format-date';
import { formatAmount, type MoneyFormat } from '@/money/format-amount';
import { sumOf } from '@/money/minor-units';
import { categoriesQuery } from '@/sync/categories';
import { useMe } from '@/sync/me';
import { CategoryTile } from '@/ui/category-tile';
import { LoadError } from '@/ui/load-error';
import { Panel } from '@/ui/panel';
import { RowsSkeleton } from '@/ui/skeletons';
import cardClasses from './dashboard-card.module.css';
import { LATEST_SHOWN, latestQuery } from './dashboard-queries';
import { ExpensesLink } from './expenses-link';
import classes from './latest-card.module.css';

const ROW_HEIGHT = 56;

type LatestCardProps = {
  readonly month: IsoMonth;
  readonly today: IsoDate;
};

/** The newest expenses of the month, by day. */
export function LatestCard({ month, today }: LatestCardProps) {
  const latest = useQuery({ ...latestQuery(month), placeholderData: keepPreviousData });
  // The empty ring above already says that nothing was spent.
  if (latest.data?.expenses.length === 0) return null;
  return (
    <Panel
      title={t`Latest`}
      action={
        <ExpensesLink period={month} className={cardClasses.action}>
          {plural(latest.data?.count ?? 1, { one: 'All expenses', other: 'All # expenses' })}
        </ExpensesLink>
      }
    >
      {latest.isPending ? <RowsSkeleton lines={LATEST_SHOWN} lineHeight={ROW_HEIGHT} /> : null}
      {latest.isError ? (
        <LoadError
          title={t`The expenses could not be loaded`}
          text={problemText(latest.error)}
          onRetry={() => void latest.refetch()}
        />
      ) : null}
      {latest.data ? (
        <Days
          expenses={latest.data.expenses}
          complete={latest.data.nextCursor === null}
          today={today}
        />
      ) : null}
    </Panel>
  );
}

type DaysProps = Pick<LatestCardProps, 'today'> & {
  readonly expenses: readonly Expense[];
  /** Whether these are all expenses of the month; otherwise the last day may go on. */
  readonly complete: boolean;
};

function Days({ expenses, complete, today }: DaysProps) {
  const { locale, money } = useMe();
  const categories = useQuery(categoriesQuery());
  const lastDay = expenses.at(-1)?.date;
  return byDay(expenses).map(({ date, ofDay }) => (
    <div key={date} className={classes.day}>
      <h3 className={classes.date}>
        <ExpensesLink period={{ from: date, to: date }} className={classes.dateLink}>
          {relativeDay(date, today)} <span>{formatDay(date, today, locale)}</span>
          {complete || date !== lastDay ? (
            <strong>{formatAmount(sumOf(ofDay.map(({ amount }) => amount)), money)}</strong>
          ) : null}
        </ExpensesLink>
      </h3>
      <ul className={classes.list}>
        {ofDay.map((expense) => (
          <LatestRow
            key={expense.id}
            expense={expense}
            category={categories.data?.find(({ id }) => id === expense.categoryId)}
            money={money}
          />
        ))}
      </ul>
    </div>
  ));
}

/** The list comes sorted, so a day's expenses stand together. */
function byDay(expenses: readonly Expense[]) {
  const days: { date: IsoDate; ofDay: Expense[] }[] = [];
  for (const expense of expenses) {
    const day = days.at(-1);
    if (day?.date === expense.date) day.ofDay.push(expense);
    else days.push({ date: expense.date, ofDay: [expense] });
  }
  return days;
}

type LatestRowProps = {
  readonly expense: Expense;
  readonly category: Category | undefined;
  readonly money: MoneyFormat;
};

function LatestRow({ expense, category, money }: LatestRowProps) {
  const { date } = expense;
  return (
    <li>
      <ExpensesLink
        period={{ from: date, to: date }}
        category={expense.category}
        className={classes.row}
      >
        <CategoryTile colour={category?.colour ?? 'slate'} icon={category?.icon ?? 'dots'} />
        <span className={classes.words}>
          <span className={classes.description}>{expense.description || expense.category}</span>
          {expense.description ? (
            <span className={classes.category}>{expense.category}</span>
          ) : null}
        </span>
        <span className={classes.amount}>{formatAmount(expense.amount, money)}</span>
      </ExpensesLink>
    </li>
  );
}
