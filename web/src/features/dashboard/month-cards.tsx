import { plural, t } from '@lingui/core/macro';
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
    const name = formatMonthName(month, money.locale);
    const days = plural(daysLeft, { one: 'for today', other: 'for # days, today included' });
    const inFuture = phaseOf(month, today) === 'future';
    return (
      <FigureCard
        label={t`Left per day`}
        figure={
          <ExpensesLink period={month} category={figures.budgeted.map(({ category }) => category)}>
            <AmountText minor={shareOf(figures.left, daysLeft)} money={money} size="large" />
          </ExpensesLink>
        }
      >
        {figures.left <= 0 ? t`the budgets are used up` : inFuture ? t`in ${name}` : days}
      </FigureCard>
    );
  }
  const days = daysIn(month) - Math.max(daysLeft - 1, 0);
  return (
    <FigureCard
      label={t`Spent per day`}
      figure={
        <ExpensesLink period={month}>
          <AmountText minor={shareOf(figures.spent, days)} money={money} size="large" />
        </ExpensesLink>
      }
    >
      {plural(days, { one: 'on one day', other: 'on average over # days' })}
    </FigureCard>
  );
}
