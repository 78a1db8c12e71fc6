import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
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
      <FigureCard label={t`Budgets`} figure={t`None yet`}>
        {t`what you plan to spend shows here`}
      </FigureCard>
    );
  }
  return (
    <FigureCard
      label={t`Budgets`}
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
  const exceeded = over.length;
  const endangered = risky.length;
  const concerned = over.length > 0 ? over : risky;
  if (concerned.length === 0) {
    return (
      <Link to="/budgets" search={{ month }}>
        {t`All kept`}
      </Link>
    );
  }
  return (
    <ExpensesLink period={month} category={concerned.map(({ category }) => category)}>
      {exceeded > 0 ? t`${exceeded} of ${all} over` : t`${endangered} of ${all} at risk`}
    </ExpensesLink>
  );
}

/** What to look at first: the budget exceeded most, else the one nearest to its end. */
function Attention({ month, figures, money, over, risky }: MonthView & Watched) {
  const [worst] = over.toSorted((one, other) => one.remaining - other.remaining);
  if (worst) {
    return (
      <>
        <WorstWords month={month} money={money} worst={worst} />
        {risky.length > 0 ? <RiskyWords month={month} risky={risky} /> : null}
      </>
    );
  }
  const closest = risky[0] ?? figures.budgeted[0];
  const planned = formatAmount(figures.budget, money);
  if (!closest || closest.spent === 0) return t`${planned} planned`;
  const { category, spent, budget } = closest;
  return (
    <p>
      <Trans>
        closest is{' '}
        <ExpensesLink period={month} category={category}>
          {category}, <BudgetWords spent={spent} budget={budget} money={money} />
        </ExpensesLink>
      </Trans>
    </p>
  );
}

type WorstProps = Pick<MonthView, 'month' | 'money'> & { readonly worst: BudgetedRow };

function WorstWords({ month, money, worst: { category, remaining } }: WorstProps) {
  const amount = formatAmount(-remaining, money);
  return (
    <p>
      <Trans>
        mostly{' '}
        <ExpensesLink period={month} category={category}>
          {category}, by <strong>{amount}</strong>
        </ExpensesLink>
      </Trans>
    </p>
  );
}

type RiskyProps = Pick<MonthView, 'month'> & Pick<Watched, 'risky'>;

/** Beside those exceeded: the one at risk by its name, more of them by their number. */
function RiskyWords({ month, risky }: RiskyProps) {
  const categories = risky.map(({ category }) => category);
  const [first] = categories;
  const count = categories.length;
  return (
    <p>
      {count === 1 ? (
        <Trans>
          <ExpensesLink period={month} category={categories}>
            {first}
          </ExpensesLink>{' '}
          is at risk
        </Trans>
      ) : (
        <Trans>
          <ExpensesLink period={month} category={categories}>
            {count} more
          </ExpensesLink>{' '}
          are at risk
        </Trans>
      )}
    </p>
  );
}
