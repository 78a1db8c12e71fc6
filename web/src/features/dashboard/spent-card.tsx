import { Link } from '@tanstack/react-router';
import { paceOf, phaseOf } from '@/dates/calendar';
import { formatMonth, formatMonthName } from '@/dates/format-date';
import { formatAmount } from '@/money/format-amount';
import { paceWords } from '@/money/pace';
import { AmountText } from '@/ui/amount-text';
import { BudgetBar } from '@/ui/budget-bar';
import { ExpensesLink } from './expenses-link';
import { FigureCard } from './figure-card';
import type { MonthView } from './month-view';
import classes from './spent-card.module.css';

/** The one number that matters, and how it stands to all budgets together. */
export function SpentCard({ month, today, money, figures }: MonthView) {
  const current = phaseOf(month, today) === 'current';
  const spent = formatAmount(figures.spent, money);
  return (
    <FigureCard
      hero
      label={current ? 'Spent this month' : `Spent in ${formatMonthName(month, money.locale)}`}
      figure={
        <ExpensesLink
          period={month}
          label={`${spent}, show the expenses of ${formatMonth(month, money.locale)}`}
        >
          <AmountText minor={figures.spent} money={money} size="hero" />
        </ExpensesLink>
      }
    >
      {figures.budgeted.length > 0 ? (
        <BudgetLine month={month} today={today} money={money} figures={figures} />
      ) : (
        <>
          No budget for this month yet.{' '}
          <Link to="/budgets" search={{ month }} className={classes.link}>
            Set budgets
          </Link>
        </>
      )}
    </FigureCard>
  );
}

function BudgetLine({ month, today, money, figures }: Omit<MonthView, 'rows'>) {
  const { budget, budgetedSpent, left, spent } = figures;
  const pace = paceOf(month, today);
  const current = phaseOf(month, today) === 'current';
  const beside = spent - budgetedSpent;
  return (
    <>
      <BudgetBar spent={budgetedSpent} budget={budget} pace={pace} />
      <p className={classes.words}>
        <ExpensesLink period={month} category={figures.budgeted.map(({ category }) => category)}>
          <strong className={left < 0 ? classes.over : undefined}>
            {formatAmount(Math.abs(left), money)}
          </strong>{' '}
          {left < 0 ? 'over' : 'left'}
        </ExpensesLink>{' '}
        {left < 0 ? 'the budgets of' : 'of'}{' '}
        <Link to="/budgets" search={{ month }}>
          {formatAmount(budget, money)}
        </Link>
        {current && left >= 0 ? ` · ${paceWords(budgetedSpent, budget, pace)}` : ''}
      </p>
      {beside > 0 ? (
        <p className={classes.words}>
          <ExpensesLink
            period={month}
            category={figures.unbudgeted.map(({ category }) => category)}
          >
            {formatAmount(beside, money)}
          </ExpensesLink>{' '}
          more without a budget
        </p>
      ) : null}
    </>
  );
}
