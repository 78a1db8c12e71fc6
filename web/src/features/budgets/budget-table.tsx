import { type IsoDate, type IsoMonth, paceOf, phaseOf } from '@/dates/calendar';
import { formatMonth } from '@/dates/format-date';
import { formatAmount, type MoneyFormat } from '@/money/format-amount';
import { BudgetBar, BudgetWords } from '@/ui/budget-bar';
import { TABLE_ROLES } from '@/ui/table-roles';
import { type BudgetEntry, budgetTotals } from './budget-entries';
import { BudgetRow } from './budget-row';
import classes from './budget-table.module.css';

type BudgetTableProps = {
  readonly month: IsoMonth;
  readonly today: IsoDate;
  readonly money: MoneyFormat;
  readonly entries: readonly BudgetEntry[];
};

/** One row a category; Enter saves an amount and goes down. */
export function BudgetTable({ month, today, money, entries }: BudgetTableProps) {
  const pace = paceOf(month, today);
  return (
    <table
      className={classes.table}
      aria-label={`Budgets in ${formatMonth(month, money.locale)}`}
      {...TABLE_ROLES.table}
    >
      <thead {...TABLE_ROLES.group}>
        <tr className={classes.heads} {...TABLE_ROLES.row}>
          <th scope="col" {...TABLE_ROLES.head}>
            Category
          </th>
          <th scope="col" {...TABLE_ROLES.head}>
            Budget a month
          </th>
          <th scope="col" {...TABLE_ROLES.head}>
            Spent
          </th>
          <th scope="col" {...TABLE_ROLES.head}>
            Left
          </th>
        </tr>
      </thead>
      <tbody {...TABLE_ROLES.group}>
        {entries.map((entry) => (
          <BudgetRow
            key={`${month} ${entry.categoryId}`}
            entry={entry}
            month={month}
            money={money}
            pace={pace}
            removable={phaseOf(month, today) !== 'past'}
          />
        ))}
      </tbody>
      <TotalRow entries={entries} money={money} pace={pace} />
    </table>
  );
}

type TotalRowProps = {
  readonly entries: readonly BudgetEntry[];
  readonly money: MoneyFormat;
  readonly pace: number;
};

function TotalRow({ entries, money, pace }: TotalRowProps) {
  const { budget, spent, unbudgeted } = budgetTotals(entries);
  const anyBudget = entries.some((entry) => entry.budget !== null);
  return (
    <tfoot {...TABLE_ROLES.group}>
      <tr className={`${classes.row} ${classes.total}`} {...TABLE_ROLES.row}>
        <th scope="row" className={classes.name} {...TABLE_ROLES.name}>
          All budgets
        </th>
        <td className={classes.budget} {...TABLE_ROLES.cell}>
          <strong>{formatAmount(budget, money)}</strong>
        </td>
        <td className={classes.spent} {...TABLE_ROLES.cell}>
          {formatAmount(spent, money)}
          <span className={classes.phoneOnly}> spent</span>
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
      {unbudgeted > 0 ? (
        <tr className={classes.beside} {...TABLE_ROLES.row}>
          <td colSpan={4} {...TABLE_ROLES.cell}>
            <strong>{formatAmount(unbudgeted, money)}</strong> more was spent in categories without
            a budget.
          </td>
        </tr>
      ) : null}
    </tfoot>
  );
}
