import { t } from '@lingui/core/macro';
import { useMediaQuery } from '@mantine/hooks';
import { lazy, type ReactNode, Suspense } from 'react';
import { formatAmount, type MoneyFormat } from '@/money/format-amount';
import { ChartFrame } from './chart-frame';
import { ChartRow, ChartTable, FigureCell, NameCell } from './chart-table';
import classes from './months-chart.module.css';
import { PictureBoundary } from './picture-boundary';
import { type MonthTotal, monthsSummary } from './summaries';

const MonthsDrawing = lazy(() =>
  import('./months-drawing').then((module) => ({ default: module.MonthsDrawing })),
);

/** The style sheet leaves the same room beside the table. */
const AXIS_WIDTH = 68;

/** On a phone six columns as wide as a finger need the rest. */
const PHONE_AXIS_WIDTH = 58;

type MonthsChartProps = {
  readonly label: string;
  /** Oldest first. */
  readonly months: readonly MonthTotal[];
  readonly money: MoneyFormat;
  /** Wraps the name of a month in the link to its expenses. */
  readonly linkTo: (month: MonthTotal, name: ReactNode) => ReactNode;
};

/** Months side by side: a table of columns, each with its bar behind it and its name below. */
export function MonthsChart({ label, months, money, linkTo }: MonthsChartProps) {
  const phone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  return (
    <ChartFrame
      className={classes.chart}
      summary={monthsSummary(months, money)}
      summaryShown
      drawing={
        <PictureBoundary>
          <Suspense>
            <MonthsDrawing
              months={months}
              money={money}
              axisWidth={phone ? PHONE_AXIS_WIDTH : AXIS_WIDTH}
            />
          </Suspense>
        </PictureBoundary>
      }
      table={
        <ChartTable label={label} columns={[t`Month`, t`Spent`]}>
          {months.map((month) => (
            <ChartRow key={month.key} className={classes.month}>
              <NameCell className={classes.name}>{linkTo(month, month.tick)}</NameCell>
              <FigureCell className={classes.amount}>
                {formatAmount(month.amount, money)}
              </FigureCell>
            </ChartRow>
          ))}
        </ChartTable>
      }
    />
  );
}
