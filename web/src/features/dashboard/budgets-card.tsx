import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconTargetArrow } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { BudgetBars } from '@/charts/budget-bars';
import { paceOf } from '@/dates/calendar';
import { formatMonthName } from '@/dates/format-date';
import { formatAmount } from '@/money/format-amount';
import { sumOf } from '@/money/minor-units';
import { EmptyState } from '@/ui/empty-state';
import { Panel } from '@/ui/panel';
import classes from './budgets-card.module.css';
import cardClasses from './dashboard-card.module.css';
import { ExpensesLink } from './expenses-link';
import type { MonthView } from './month-view';

const MOST_LINES = 8;

/** Budget against spent, the most used budgets first. */
export function BudgetsCard({ month, today, money, figures }: MonthView) {
  const { budgeted } = figures;
  if (budgeted.length === 0) {
    return (
      <Panel title={t`Budget against spent`}>
        <EmptyState
          icon={IconTargetArrow}
          title={t`No budgets yet`}
          text={t`Decide what a category may cost in a month, and see here what is left of it.`}
        >
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/budgets" search={{ month }} {...props} />}
          >
            {t`Set budgets`}
          </Button>
        </EmptyState>
      </Panel>
    );
  }
  const lines = budgeted.slice(0, MOST_LINES).map((row) => ({
    key: row.categoryId,
    label: row.category,
    colour: row.colour,
    icon: row.icon,
    spent: row.spent,
    budget: row.budget,
  }));
  const name = formatMonthName(month, money.locale);
  return (
    <Panel
      title={t`Budget against spent`}
      action={
        <Link to="/budgets" search={{ month }} className={cardClasses.action}>
          {t`Edit budgets`}
        </Link>
      }
    >
      <BudgetBars
        label={t`Budget against spent in ${name}`}
        lines={lines}
        money={money}
        pace={paceOf(month, today)}
        linkTo={(line, name) => (
          <ExpensesLink period={month} category={line.label}>
            {name}
          </ExpensesLink>
        )}
      />
      <Remainder month={month} money={money} figures={figures} />
    </Panel>
  );
}

/** What the bars do not show. */
function Remainder({ month, money, figures }: Pick<MonthView, 'month' | 'money' | 'figures'>) {
  const hidden = figures.budgeted.length - MOST_LINES;
  const beside = sumOf(figures.unbudgeted.map((row) => row.spent));
  const amount = formatAmount(beside, money);
  if (hidden <= 0 && beside === 0) return null;
  return (
    <p className={classes.remainder}>
      {hidden > 0 ? (
        <Link to="/budgets" search={{ month }}>
          {plural(hidden, { one: 'One more budget', other: '# more budgets' })}
        </Link>
      ) : null}
      {hidden > 0 && beside > 0 ? ' · ' : null}
      {beside > 0 ? (
        <Trans>
          <ExpensesLink
            period={month}
            category={figures.unbudgeted.map(({ category }) => category)}
          >
            <strong>{amount}</strong>
          </ExpensesLink>{' '}
          spent without a budget
        </Trans>
      ) : null}
    </p>
  );
}
