import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { type IsoDate, type IsoMonth, paceOf } from '@/dates/calendar';
import { formatMonth } from '@/dates/format-date';
import { formatAmount, type MoneyFormat } from '@/money/format-amount';
import { BudgetBar, BudgetWords } from '@/ui/budget-bar';
import { TABLE_ROLES } from '@/ui/table-roles';
import { type BudgetEntry, budgetTotals } from './budget-entries';
import { BudgetRow, SpentWords } from './budget-row';
import classes from './budget-table.module.css';
import { useSteadyOrder } from './steady-order';

type BudgetTableProps = {
  readonly month: IsoMonth;
  readonly today: IsoDate;
  readonly money: MoneyFormat;
  readonly entries: readonly BudgetEntry[];
};

/** One row a category, the urgent ones first; Enter saves an amount and goes down. */
export function BudgetTable({ month, today, money, entries }: BudgetTableProps) {
  const pace = paceOf(month, today);
  const title = formatMonth(month, money.locale);
  const { shown, onFocus, onBlur } = useSteadyOrder(entries, pace);
  return (
    <table className={classes.table} aria-label={t`Budgets in ${title}`} {...TABLE_ROLES.table}>
      <thead {...TABLE_ROLES.group}>
        <tr className={classes.heads} {...TABLE_ROLES.row}>
          <th scope="col" {...TABLE_ROLES.head}>
            {t`Category`}
          </th>
          <th scope="col" {...TABLE_ROLES.head}>
            {t`Budget a month`}
          </th>
          <th scope="col" {...TABLE_ROLES.head}>
            {t`Spent`}
          </th>
          <th scope="col" {...TABLE_ROLES.head}>
            {t({ message: 'Left', context: 'of a budget' })}
          </th>
        </tr>
      </thead>
      <tbody onFocus={onFocus} onBlur={onBlur} {...TABLE_ROLES.group}>
        {shown.map((entry) => (
          <BudgetRow key={entry.categoryId} entry={entry} month={month} money={money} pace={pace} />
        ))}
      </tbody>
      <TotalRow month={month} entries={entries} money={money} pace={pace} />
    </table>
  );
}

type TotalRowProps = {
  readonly month: IsoMonth;
  readonly entries: readonly BudgetEntry[];
  readonly money: MoneyFormat;
  readonly pace: number;
};

function TotalRow({ month, entries, money, pace }: TotalRowProps) {
  const { budget, spent, unbudgeted } = budgetTotals(entries);
  const anyBudget = entries.some((entry) => entry.budget !== null);
  return (
    <tfoot {...TABLE_ROLES.group}>
      <tr className={`${classes.row} ${classes.total}`} {...TABLE_ROLES.row}>
        <th scope="row" className={classes.name} {...TABLE_ROLES.name}>
          {t`All budgets`}
        </th>
        <td className={classes.budget} {...TABLE_ROLES.cell}>
          <strong>{formatAmount(budget, money)}</strong>
        </td>
        <td className={classes.spent} {...TABLE_ROLES.cell}>
          <SpentWords amount={formatAmount(spent, money)} />
        </td>
        <td className={classes.left} {...TABLE_ROLES.cell}>
          {anyBudget ? (
            <>
              <span className={classes.bar}>
                <BudgetBar spent={spent} budget={budget} pace={pace} />
              </span>
              <span className={classes.words}>
                <BudgetWords spent={spent} budget={budget} money={money} />
              </span>
            </>
          ) : null}
        </td>
      </tr>
      {unbudgeted > 0 ? <UnbudgetedRow month={month} entries={entries} money={money} /> : null}
    </tfoot>
  );
}

/** What was spent where nothing was planned, and the way to these expenses. */
function UnbudgetedRow({ month, entries, money }: Omit<TotalRowProps, 'pace'>) {
  const beside = entries.filter(({ budget, spent }) => budget === null && spent > 0);
  const names = beside.map(({ name }) => name);
  return (
    <tr className={classes.row} {...TABLE_ROLES.row}>
      <th scope="row" className={classes.name} {...TABLE_ROLES.name}>
        <Link to="/expenses" search={{ month, category: names }}>
          {t`Without a budget`}
        </Link>
      </th>
      <td className={classes.budget} {...TABLE_ROLES.cell} />
      <td className={classes.spent} {...TABLE_ROLES.cell}>
        <SpentWords amount={formatAmount(budgetTotals(entries).unbudgeted, money)} />
      </td>
      <td className={classes.left} {...TABLE_ROLES.cell}>
        <span className={classes.names}>{names.join(', ')}</span>
      </td>
    </tr>
  );
}
