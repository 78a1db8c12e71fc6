import { useQueries } from '@tanstack/react-query';
import { problemText } from '@/api/problem';
import { MonthsChart } from '@/charts/months-chart';
import { type IsoDate, type IsoMonth, monthsUpTo, phaseOf } from '@/dates/calendar';
import { formatMonth, formatMonthTick } from '@/dates/format-date';
import { sumOf } from '@/money/minor-units';
import { useMe } from '@/sync/me';
import { summaryQuery } from '@/sync/summary';
import { LoadError } from '@/ui/load-error';
import { Panel } from '@/ui/panel';
import { ExpensesLink } from './expenses-link';
import classes from './months-card.module.css';

/** Half a year shows a trend, and its six small answers cost next to nothing. */
const MONTHS = 6;

type MonthsCardProps = {
  readonly month: IsoMonth;
  readonly today: IsoDate;
};

/** The month beside the five before it. */
export function MonthsCard({ month, today }: MonthsCardProps) {
  const { locale, money } = useMe();
  const months = monthsUpTo(month, MONTHS);
  const summaries = useQueries({ queries: months.map((one) => summaryQuery(one)) });
  const failed = summaries.find((summary) => summary.isError);
  const totals = months.map((one, index) => ({
    key: one,
    tick: formatMonthTick(one, locale),
    label: formatMonth(one, locale),
    running: phaseOf(one, today) === 'current',
    amount: sumOf((summaries[index]?.data ?? []).map((row) => row.spent)),
  }));
  // Nothing to see in a new ledger; the empty ring already says what to do.
  if (summaries.every(({ data }) => data) && totals.every(({ amount }) => amount === 0))
    return null;
  return (
    <Panel title="Six months">
      <div className={classes.body}>
        {failed ? (
          <LoadError
            title="The months could not be loaded"
            text={problemText(failed.error)}
            onRetry={() => {
              for (const summary of summaries) if (summary.isError) void summary.refetch();
            }}
          />
        ) : null}
        {!failed && summaries.every((summary) => summary.data) ? (
          <MonthsChart
            label="Spending by month"
            months={totals}
            money={money}
            linkTo={({ key, label }, name) => (
              <ExpensesLink month={key} label={`${label}, show its expenses`}>
                {name}
              </ExpensesLink>
            )}
          />
        ) : null}
      </div>
    </Panel>
  );
}
