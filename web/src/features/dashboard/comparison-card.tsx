import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Skeleton } from '@mantine/core';
import { IconTrendingDown, IconTrendingUp } from '@tabler/icons-react';
import type { DaySpan } from '@/api/expenses';
import { addMonths, type IsoMonth, phaseOf } from '@/dates/calendar';
import { formatMonthName } from '@/dates/format-date';
import { formatShare } from '@/money/format-amount';
import { sumOf } from '@/money/minor-units';
import { AmountText } from '@/ui/amount-text';
import classes from './comparison-card.module.css';
import { ExpensesLink } from './expenses-link';
import { FigureCard } from './figure-card';
import { changesBetween } from './figures';
import type { ComparedMonthView } from './month-view';

/** How the month stands to the one before, and which category moved it most. */
export function ComparisonCard(view: ComparedMonthView) {
  const { month, today, money, rows, figures, periodBefore, before } = view;
  const name = formatMonthName(addMonths(month, -1), money.locale);
  const label = t`Against ${name}`;
  const current = phaseOf(month, today) === 'current';
  if (before === undefined) {
    return (
      <FigureCard label={label} figure={<Skeleton width="60%" height={24} mt={4} />}>
        <Skeleton width="80%" height={12} mt={4} />
      </FigureCard>
    );
  }
  if (periodBefore === null) {
    return (
      <FigureCard label={label} figure={<span className={classes.none}>–</span>}>
        {t`this month has not begun`}
      </FigureCard>
    );
  }
  const spentBefore = sumOf(before.map((row) => row.spent));
  if (spentBefore === 0) {
    return (
      <FigureCard label={label} figure={<span className={classes.none}>–</span>}>
        {current ? t`nothing was spent in ${name} by this day` : t`nothing was spent in ${name}`}
      </FigureCard>
    );
  }
  const difference = figures.spent - spentBefore;
  const mostly = changesBetween(rows, before).find(
    (change) => Math.sign(change.difference) === Math.sign(difference),
  );
  return (
    <FigureCard
      label={current ? t`Against ${name}, by this day` : label}
      figure={
        <ExpensesLink period={month}>
          <AmountText minor={difference} money={money} size="large" sign="always" />
        </ExpensesLink>
      }
    >
      {difference === 0 ? (
        t`exactly as much`
      ) : (
        <p>
          <Cause
            month={month}
            periodBefore={periodBefore}
            category={mostly?.row.category}
            trend={{ difference, spentBefore, locale: money.locale }}
          />
        </p>
      )}
    </FigureCard>
  );
}

type CauseProps = {
  readonly month: IsoMonth;
  readonly periodBefore: IsoMonth | DaySpan;
  /** What moved the month most into the same direction. */
  readonly category: string | undefined;
  readonly trend: TrendProps;
};

function Cause({ month, periodBefore, category, trend }: CauseProps) {
  if (category === undefined) {
    return (
      <ExpensesLink period={periodBefore}>
        <Trend {...trend} />
      </ExpensesLink>
    );
  }
  return (
    <Trans>
      <ExpensesLink period={periodBefore}>
        <Trend {...trend} />
      </ExpensesLink>
      , mostly{' '}
      <ExpensesLink period={month} category={category}>
        {category}
      </ExpensesLink>
    </Trans>
  );
}

type TrendProps = {
  readonly difference: number;
  readonly spentBefore: number;
  readonly locale: string;
};

function Trend({ difference, spentBefore, locale }: TrendProps) {
  const more = difference > 0;
  const share = formatShare(Math.abs(difference), spentBefore, locale);
  const TrendIcon = more ? IconTrendingUp : IconTrendingDown;
  return (
    <span className={more ? classes.more : classes.less}>
      <TrendIcon size={15} stroke={1.75} aria-hidden="true" />
      {more ? t`${share} more` : t`${share} less`}
    </span>
  );
}
