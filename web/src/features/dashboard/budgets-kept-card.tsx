import { Link } from '@tanstack/react-router';
import { formatAmount } from '@/money/format-amount';
import { BudgetWords } from '@/ui/budget-bar';
import { FigureCard } from './figure-card';
import type { MonthView } from './month-view';

/** How many budgets are exceeded, and which one needs attention first. */
export function BudgetsKeptCard({ month, money, figures }: MonthView) {
  const { budgeted } = figures;
  const [closest] = budgeted;
  const over = budgeted.filter((row) => row.remaining < 0);
  if (!closest) {
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
      {over.length > 0 ? (
        <>
          mostly {worst(over).category}, by{' '}
          <strong>{formatAmount(-worst(over).remaining, money)}</strong>
        </>
      ) : (
        <>
          closest is {closest.category}, <BudgetWords {...closest} money={money} />
        </>
      )}
    </FigureCard>
  );
}

function worst<T extends { readonly remaining: number }>(over: readonly T[]): T {
  return over.reduce((one, other) => (other.remaining < one.remaining ? other : one));
}
