import { Skeleton } from '@mantine/core';
import { IconTrendingDown, IconTrendingUp } from '@tabler/icons-react';
import { addMonths, phaseOf } from '@/dates/calendar';
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
  const label = `Against ${name}`;
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
        this month has not begun
      </FigureCard>
    );
  }
  const spentBefore = sumOf(before.map((row) => row.spent));
  if (spentBefore === 0) {
    const byNow = phaseOf(month, today) === 'current' ? ' by this day' : '';
    return (
      <FigureCard label={label} figure={<span className={classes.none}>–</span>}>
        nothing was spent in {name}
        {byNow}
      </FigureCard>
    );
  }
  const difference = figures.spent - spentBefore;
  const mostly = changesBetween(rows, before).find(
    (change) => Math.sign(change.difference) === Math.sign(difference),
  );
  return (
    <FigureCard
      label={phaseOf(month, today) === 'current' ? `${label}, by this day` : label}
      figure={
        <ExpensesLink period={month}>
          <AmountText minor={difference} money={money} size="large" sign="always" />
        </ExpensesLink>
      }
    >
      {difference === 0 ? (
        'exactly as much'
      ) : (
        <p>
          <ExpensesLink period={periodBefore}>
            <Trend difference={difference} spentBefore={spentBefore} locale={money.locale} />
          </ExpensesLink>
          {mostly ? (
            <>
              , mostly{' '}
              <ExpensesLink period={month} category={mostly.row.category}>
                {mostly.row.category}
              </ExpensesLink>
            </>
          ) : null}
        </p>
      )}
    </FigureCard>
  );
}

type TrendProps = {
  readonly difference: number;
  readonly spentBefore: number;
  readonly locale: string;
};

function Trend({ difference, spentBefore, locale }: TrendProps) {
  const more = difference > 0;
  const TrendIcon = more ? IconTrendingUp : IconTrendingDown;
  return (
    <span className={more ? classes.more : classes.less}>
      <TrendIcon size={15} stroke={1.75} aria-hidden="true" />
      {formatShare(Math.abs(difference), spentBefore, locale)} {more ? 'more' : 'less'}
    </span>
  );
}
