import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
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
  const name = formatMonthName(month, money.locale);
  const title = formatMonth(month, money.locale);
  return (
    <FigureCard
      hero
      label={current ? t`Spent this month` : t`Spent in ${name}`}
      figure={
        <ExpensesLink period={month} label={t`${spent}, show the expenses of ${title}`}>
          <AmountText minor={figures.spent} money={money} size="hero" />
        </ExpensesLink>
      }
    >
      {figures.budgeted.length > 0 ? (
        <BudgetLine month={month} today={today} money={money} figures={figures} />
      ) : (
        <Trans>
          No budget for this month yet.{' '}
          <Link to="/budgets" search={{ month }} className={classes.link}>
            Set budgets
          </Link>
        </Trans>
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
        <LeftWords month={month} money={money} figures={figures} />
        {current && left >= 0 ? ` · ${paceWords(budgetedSpent, budget, pace)}` : ''}
      </p>
      {beside > 0 ? <BesideWords month={month} money={money} figures={figures} /> : null}
    </>
  );
}

type WordsProps = Pick<MonthView, 'month' | 'money' | 'figures'>;

/** What is left of all budgets together, or by how much they are exceeded. */
function LeftWords({ month, money, figures }: WordsProps) {
  const categories = figures.budgeted.map(({ category }) => category);
  const amount = formatAmount(Math.abs(figures.left), money);
  const planned = formatAmount(figures.budget, money);
  if (figures.left < 0) {
    return (
      <Trans>
        <ExpensesLink period={month} category={categories}>
          <strong className={classes.over}>{amount}</strong> over
        </ExpensesLink>{' '}
        the budgets of{' '}
        <Link to="/budgets" search={{ month }}>
          {planned}
        </Link>
      </Trans>
    );
  }
  return (
    <Trans>
      <ExpensesLink period={month} category={categories}>
        <strong>{amount}</strong> left
      </ExpensesLink>{' '}
      of{' '}
      <Link to="/budgets" search={{ month }}>
        {planned}
      </Link>
    </Trans>
  );
}

/** What was spent where nothing was planned. */
function BesideWords({ month, money, figures }: WordsProps) {
  const amount = formatAmount(figures.spent - figures.budgetedSpent, money);
  return (
    <p className={classes.words}>
      <Trans>
        <ExpensesLink period={month} category={figures.unbudgeted.map(({ category }) => category)}>
          {amount}
        </ExpensesLink>{' '}
        more without a budget
      </Trans>
    </p>
  );
}
