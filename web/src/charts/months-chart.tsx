import { t } from '@lingui/core/macro';
import { IconChevronRight } from '@tabler/icons-react';
import { lazy, useState } from 'react';
import { formatAmount, type MoneyFormat } from '@/money/format-amount';
import { usePhone } from '@/ui/use-phone';
import { ChartFrame } from './chart-frame';
import { ChartRow, ChartTable, FigureCell, NameCell } from './chart-table';
import classes from './months-chart.module.css';
import { type MonthsLink, MonthsSummary } from './months-summary';
import { Picture } from './picture';
import type { MonthTotal } from './summaries';

const MonthsDrawing = lazy(() =>
  import('./months-drawing').then((module) => ({ default: module.MonthsDrawing })),
);

function linkLabel({ label }: MonthTotal): string {
  return t`${label}, show its expenses`;
}

type MonthsChartProps = {
  readonly label: string;
  /** Oldest first. */
  readonly months: readonly MonthTotal[];
  readonly money: MoneyFormat;
  /** Wraps what stands for some months in the link to their expenses. */
  readonly linkTo: MonthsLink;
};

/**
 * Months side by side: a table of columns, each with its bar behind it and its name below. On a phone the columns are
 * thinner than a finger: there a tap names a month below, in a line that is large enough to be followed.
 */
export function MonthsChart({ label, months, money, linkTo }: MonthsChartProps) {
  const phone = usePhone();
  const [pointed, setPointed] = useState<string | null>(null);
  const named = months.find(({ key }) => key === pointed) ?? months.at(-1);
  return (
    <ChartFrame
      className={classes.chart}
      summary={<MonthsSummary months={months} money={money} linkTo={linkTo} />}
      summaryShown
      drawing={
        <Picture>
          <MonthsDrawing
            months={months}
            money={money}
            named={phone ? named : months.at(-1)}
            narrow={phone}
          />
        </Picture>
      }
      table={
        <>
          <ChartTable label={label} columns={[t`Month`, t`Spent`]}>
            {months.map((month, index) => (
              <ChartRow
                key={month.key}
                // Every other name fits below a thin column; the last one is that of the month that is shown.
                className={`${classes.month} ${(months.length - index) % 2 === 0 ? classes.between : ''}`}
                pointed={phone && month === named}
                onTap={() => phone && setPointed(month.key)}
              >
                <NameCell className={classes.name}>
                  {linkTo([month], month.tick, linkLabel(month))}
                </NameCell>
                <FigureCell className={classes.amount}>
                  {formatAmount(month.amount, money)}
                </FigureCell>
              </ChartRow>
            ))}
          </ChartTable>
          {phone && named && (
            <p className={classes.named} aria-live="polite">
              {linkTo(
                [named],
                <>
                  {named.label} <strong>{formatAmount(named.amount, money)}</strong>
                  <IconChevronRight size={17} stroke={1.75} aria-hidden="true" />
                </>,
              )}
            </p>
          )}
        </>
      }
    />
  );
}
