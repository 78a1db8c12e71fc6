import { Link } from '@tanstack/react-router';
import { paceOf } from '@/dates/calendar';
import { formatAmount } from '@/money/format-amount';
import { standingOf } from '@/money/pace';
import { BudgetWords } from '@/ui/budget-bar';
import { ExpensesLink } from './expenses-link';
import { FigureCard } from './figure-card';
import type { BudgetedRow } from './figures';
import type { MonthView } from './month-view';

/** How many budgets are exceeded or at risk, and which one needs attention first. */
export function BudgetsKeptCard(view: MonthView) {
  const { month, today, figures } = view;
  const { budgeted } = figures;
  const pace = paceOf(month, today);
  const standing = (wanted: 'over' | 'at_risk') =>
    budgeted.filter(({ spent, budget }) => standingOf(spent, budget, pace) === wanted);
  const over = standing('over');
  const risky = standing('at_risk');
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
      figure={<Figure month={month} over={over} risky={risky} all={budgeted.length} />}
    >
      <Attention {...view} over={over} risky={risky} />
    </FigureCard>
  );
}

type Watched = {
  /** Exceeded. */
  readonly over: readonly BudgetedRow[];
  /** Likely to be exceeded before the month ends. */
  readonly risky: readonly BudgetedRow[];
};

function Figure({ month, over, risky, all }: Watched & { month: string; all: number }) {
  const concerned = over.length > 0 ? over : risky;
  if (concerned.length === 0) {
    return (
      <Link to="/budgets" search={{ month }}>
        All kept
      </Link>
    );
  }
  return (
    <ExpensesLink period={month} category={concerned.map(({ category }) => category)}>
      {over.length > 0 ? `${over.length} of ${all} over` : `${risky.length} of ${all} at risk`}
    </ExpensesLink>
  );
}

/** What to look at first: the budget exceeded most, else the one nearest to its end. */
function Attention({ month, figures, money, over, risky }: MonthView & Watched) {
  const [worst] = over.toSorted((one, other) => one.remaining - other.remaining);
  const closest = risky[0] ?? figures.budgeted[0];
  if (worst) {
    return (
      <>
        <p>
          mostly{' '}
          <ExpensesLink period={month} category={worst.category}>
            {worst.category}, by <strong>{formatAmount(-worst.remaining, money)}</strong>
          </ExpensesLink>
        </p>
        {risky[0] ? (
          <p>
            <ExpensesLink period={month} category={risky.map(({ category }) => category)}>
              {risky.length === 1 ? risky[0].category : `${risky.length} more`}
            </ExpensesLink>{' '}
            {risky.length === 1 ? 'is at risk' : 'are at risk'}
          </p>
        ) : null}
      </>
    );
  }
  if (!closest || closest.spent === 0) return `${formatAmount(figures.budget, money)} planned`;
  return (
    <p>
      closest is{' '}
      <ExpensesLink period={month} category={closest.category}>
        {closest.category}, <BudgetWords {...closest} money={money} />
      </ExpensesLink>
    </p>
  );
}
