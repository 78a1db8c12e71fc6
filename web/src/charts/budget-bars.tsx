import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { lazy, type ReactNode } from 'react';
import { formatAmount, type MoneyFormat } from '@/money/format-amount';
import { BudgetWords } from '@/ui/budget-bar';
import { CategoryTile } from '@/ui/category-tile';
import classes from './budget-bars.module.css';
import { ChartFrame } from './chart-frame';
import { ChartRow, ChartTable, FigureCell, NameCell } from './chart-table';
import { Picture } from './picture';
import { type BudgetLine, budgetsSummary } from './summaries';

const BarsDrawing = lazy(() =>
  import('./bars-drawing').then((module) => ({ default: module.BarsDrawing })),
);

/** The style sheet lays the table out in lines of the same height. */
const LINE_HEIGHT = 56;

type BudgetBarsProps = {
  readonly label: string;
  readonly lines: readonly BudgetLine[];
  readonly money: MoneyFormat;
  /** The share of the month that is gone, 0 to 1. */
  readonly pace: number;
  /** Wraps the name of a category in the link to its expenses. */
  readonly linkTo: (line: BudgetLine, name: ReactNode) => ReactNode;
};

/** Budget against spent: a table whose every line has its bar behind it. */
export function BudgetBars({ label, lines, money, pace, linkTo }: BudgetBarsProps) {
  return (
    <ChartFrame
      className={classes.chart}
      summary={budgetsSummary(lines, money)}
      drawing={
        <div className={classes.bars}>
          <Picture>
            <BarsDrawing lines={lines} lineHeight={LINE_HEIGHT} pace={pace} />
          </Picture>
        </div>
      }
      table={
        <ChartTable
          label={label}
          columns={[
            t`Category`,
            t`Spent of budget`,
            t({ message: 'Left', context: 'of a budget' }),
          ]}
        >
          {lines.map((line) => (
            <ChartRow key={line.key} className={classes.row}>
              <NameCell className={classes.name}>
                <CategoryTile colour={line.colour} icon={line.icon} />
                {linkTo(line, line.label)}
              </NameCell>
              <FigureCell className={classes.spent}>
                <SpentWords
                  spent={formatAmount(line.spent, money)}
                  budget={formatAmount(line.budget, money)}
                />
              </FigureCell>
              <FigureCell className={classes.left}>
                <BudgetWords spent={line.spent} budget={line.budget} money={money} pace={pace} />
              </FigureCell>
            </ChartRow>
          ))}
        </ChartTable>
      }
    />
  );
}

function SpentWords({ spent, budget }: { readonly spent: string; readonly budget: string }) {
  return (
    <Trans>
      <strong>{spent}</strong>
      <span> of {budget}</span>
    </Trans>
  );
}
