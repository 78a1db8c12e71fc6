import { t } from '@lingui/core/macro';
import { IconReceipt } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { CategoryRing } from '@/charts/category-ring';
import { addMonths, phaseOf } from '@/dates/calendar';
import { formatMonthName } from '@/dates/format-date';
import { AddExpenseButton } from '@/ui/add-expense';
import { EmptyState } from '@/ui/empty-state';
import { Panel } from '@/ui/panel';
import { Changes } from './changes';
import classes from './dashboard-card.module.css';
import { ExpensesLink, expensesSearch } from './expenses-link';
import type { ComparedMonthView } from './month-view';

/** The ring, and below it what changed against the month before. */
export function WhereItWent(view: ComparedMonthView) {
  const { month, today, money, rows, periodBefore, before } = view;
  const navigate = useNavigate();
  const spendings = rows.map((row) => ({
    key: row.categoryId,
    label: row.category,
    colour: row.colour,
    icon: row.icon,
    amount: row.spent,
  }));
  const monthName = formatMonthName(month, money.locale);
  const previousName = formatMonthName(addMonths(month, -1), money.locale);
  const categories = (
    <Link to="/categories" className={classes.action}>
      {t`All categories`}
    </Link>
  );
  if (spendings.every(({ amount }) => amount === 0)) {
    return (
      <Panel title={t`Where it went`} action={categories}>
        <EmptyState
          icon={IconReceipt}
          title={t`Nothing spent in ${monthName} yet`}
          text={t`Record what you buy, and this ring shows where the money goes.`}
        >
          <AddExpenseButton />
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Panel title={t`Where it went`} action={categories}>
      <CategoryRing
        label={t`Spending by category in ${monthName}`}
        spendings={spendings}
        money={money}
        linkTo={(slice, name) => (
          <ExpensesLink period={month} category={slice.labels}>
            {name}
          </ExpensesLink>
        )}
        onSelect={(slice) =>
          void navigate({ to: '/expenses', search: expensesSearch(month, slice?.labels) })
        }
      />
      <Changes
        month={month}
        money={money}
        rows={rows}
        periodBefore={periodBefore}
        before={before}
        title={
          phaseOf(month, today) === 'current'
            ? t`Changed most since ${previousName}, by this day`
            : t`Changed most since ${previousName}`
        }
      />
    </Panel>
  );
}
