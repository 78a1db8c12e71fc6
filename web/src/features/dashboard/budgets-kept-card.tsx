import { Link } from '@tanstack/react-router';
import { formatAmount } from '@/money/format-amount';
import { BudgetWords } from '@/ui/budget-bar';
import { ExpensesLink } from './expenses-link';
import { FigureCard } from './figure-card';
import type { BudgetedRow } from './figures';
import type { MonthView } from './month-view';

/** How many budgets are exceeded, and which one needs attention first. */
export function BudgetsKeptCard({ month, money, figures }: MonthView) {
  const { budgeted } = figures;
  const over = budgeted.filter((row) => row.remaining < 0);
  if (budgeted.length === 0) {
    return (
      <FigureCard label="Budgets" figure="None yet">
        what you plan to spend shows here
      </FigureCard>
    );
  }
  return (
    <FigureCard
      label="Budgets"
      figure={
        <Link to="/budgets" search={{ month }}>
          {over.length === 0 ? 'All kept' : `${over.length} of ${budgeted.length} over`}
        </Link>
      }
    >
      <p>
        <Attention month={month} figures={figures} over={over} money={money} />
      </p>
    </FigureCard>
  );
}

type AttentionProps = Pick<MonthView, 'month' | 'figures' | 'money'> & {
  readonly over: readonly BudgetedRow[];
};

/** What to look at first: the budget exceeded most, else the one nearest to its end. */
function Attention({ month, figures, over, money }: AttentionProps) {
  const [worst] = over.toSorted((one, other) => one.remaining - other.remaining);
  const [closest] = figures.budgeted;
  if (worst) {
    return (
      <>
        mostly{' '}
        <ExpensesLink month={month} category={worst.category}>
          {worst.category}
        </ExpensesLink>
        , by <strong>{formatAmount(-worst.remaining, money)}</strong>
      </>
    );
  }
  if (!closest || closest.spent === 0) return `${formatAmount(figures.budget, money)} planned`;
  return (
    <>
      closest is{' '}
      <ExpensesLink month={month} category={closest.category}>
        {closest.category}
      </ExpensesLink>
      , <BudgetWords {...closest} money={money} />
    </>
  );
}
