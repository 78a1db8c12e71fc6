import { daysIn, daysLeftIn, phaseOf } from '@/dates/calendar';
import { formatMonthName } from '@/dates/format-date';
import { shareOf } from '@/money/minor-units';
import { AmountText } from '@/ui/amount-text';
import { BudgetsKeptCard } from './budgets-kept-card';
import { ComparisonCard } from './comparison-card';
import { ExpensesLink } from './expenses-link';
import { FigureCard } from './figure-card';
import classes from './month-cards.module.css';
import type { ComparedMonthView, MonthView } from './month-view';
import { SpentCard } from './spent-card';

/** The four numbers of a month. */
export function MonthCards(view: ComparedMonthView) {
  return (
    <div className={classes.cards}>
      <SpentCard {...view} />
      <PerDayCard {...view} />
      <ComparisonCard {...view} />
      <BudgetsKeptCard {...view} />
    </div>
  );
}

/** What may still be spent each day; without a budget or after the month, what was spent each day. */
function PerDayCard({ month, today, money, figures }: MonthView) {
  const daysLeft = daysLeftIn(month, today);
  if (figures.budgeted.length > 0 && daysLeft > 0) {
    const days = daysLeft === 1 ? 'for today' : `for the next ${daysLeft} days`;
    const inFuture = phaseOf(month, today) === 'future';
    return (
      <FigureCard
        label="Left per day"
        figure={
          <ExpensesLink period={month} category={figures.budgeted.map(({ category }) => category)}>
            <AmountText minor={shareOf(figures.left, daysLeft)} money={money} size="large" />
          </ExpensesLink>
        }
      >
        {figures.left <= 0
          ? 'the budgets are used up'
          : inFuture
            ? `in ${formatMonthName(month, money.locale)}`
            : days}
      </FigureCard>
    );
  }
  const days = daysIn(month) - Math.max(daysLeft - 1, 0);
  return (
    <FigureCard
      label="Spent per day"
      figure={
        <ExpensesLink period={month}>
          <AmountText minor={shareOf(figures.spent, days)} money={money} size="large" />
        </ExpensesLink>
      }
    >
      {days === 1 ? 'on one day' : `on average over ${days} days`}
    </FigureCard>
  );
}
