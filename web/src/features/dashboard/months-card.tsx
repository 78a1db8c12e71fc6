import { t } from '@lingui/core/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { DaySpan } from '@/api/expenses';
import type { MonthSpending } from '@/api/months';
import { problemText } from '@/api/problem';
import { MonthsChart } from '@/charts/months-chart';
import { firstDayOf, type IsoDate, type IsoMonth, lastDayOf, phaseOf } from '@/dates/calendar';
import { formatMonth, formatMonthTick } from '@/dates/format-date';
import { useMe } from '@/sync/me';
import { LoadError } from '@/ui/load-error';
import { Panel } from '@/ui/panel';
import { yearQuery } from './dashboard-queries';
import { ExpensesLink } from './expenses-link';
import classes from './months-card.module.css';

/** From the first to the last of them. */
function periodOf(months: readonly IsoMonth[]): IsoMonth | DaySpan {
  const [first = '', last = first] = [months[0], months.at(-1)];
  return first === last ? first : { from: firstDayOf(first), to: lastDayOf(last) };
}

type MonthsCardProps = {
  readonly month: IsoMonth;
  readonly today: IsoDate;
};

/** The month beside those before it. */
export function MonthsCard({ month, today }: MonthsCardProps) {
  const { locale, money } = useMe();
  const months = useQuery({ ...yearQuery(month), placeholderData: keepPreviousData });
  const shown = months.data ?? [];
  // Nothing to see in a new ledger; the empty ring already says what to do.
  if (months.data && shown.every(({ total }) => total === 0)) return null;
  const barOf = ({ month: key, total }: MonthSpending) => ({
    key,
    tick: formatMonthTick(key, locale),
    label: formatMonth(key, locale),
    running: phaseOf(key, today) === 'current',
    amount: total,
  });
  return (
    <Panel title={t`Twelve months`}>
      <div className={classes.body}>
        {months.isError ? (
          <LoadError
            title={t`The months could not be loaded`}
            text={problemText(months.error)}
            onRetry={() => void months.refetch()}
          />
        ) : null}
        {months.data ? (
          <MonthsChart
            label={t`Spending by month`}
            months={shown.map(barOf)}
            money={money}
            linkTo={(linked, content, label) => (
              <ExpensesLink period={periodOf(linked.map(({ key }) => key))} label={label}>
                {content}
              </ExpensesLink>
            )}
          />
        ) : null}
      </div>
    </Panel>
  );
}
