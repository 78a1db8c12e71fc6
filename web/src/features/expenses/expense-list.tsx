import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { memo } from 'react';
import type { Category } from '@/api/categories';
import type { Expense } from '@/api/expenses';
import type { IsoDate } from '@/dates/calendar';
import { formatDay, relativeDay } from '@/dates/format-date';
import type { Day } from '@/features/expenses/group-by-day';
import { formatAmount, type MoneyFormat } from '@/money/format-amount';
import { AmountText } from '@/ui/amount-text';
import { CategoryTile } from '@/ui/category-tile';
import classes from './expense-list.module.css';

interface RowContext {
  readonly money: MoneyFormat;
  readonly today: IsoDate;
  readonly categories: ReadonlyMap<string, Category>;
  readonly onEdit: (expense: Expense) => void;
  readonly onDelete: (expense: Expense) => void;
}

/** The days with their rows. Days outside the window are laid out only when they come near. */
export function ExpenseList({ days, ...context }: RowContext & { readonly days: readonly Day[] }) {
  return (
    <div className={classes.list}>
      {days.map((day) => (
        <DaySection key={day.date} day={day} {...context} />
      ))}
    </div>
  );
}

const DaySection = memo(function DaySection(props: RowContext & { readonly day: Day }) {
  const { day, ...context } = props;
  const { money, today } = context;
  const near = relativeDay(day.date, today);
  const full = formatDay(day.date, today, money.locale);
  const style = { containIntrinsicBlockSize: `auto ${44 + day.expenses.length * 57}px` };
  return (
    <section className={classes.day} aria-label={near ? `${near}, ${full}` : full} style={style}>
      <h2 className={classes.dayHead}>
        <span>
          {near !== null && <strong className={classes.near}>{near}</strong>}
          <span className={near === null ? classes.near : classes.date}>{full}</span>
        </span>
        {day.total !== null && <AmountText minor={day.total} money={money} strong />}
      </h2>
      <ul className={classes.rows}>
        {day.expenses.map((expense) => (
          <ExpenseRow
            key={expense.id}
            expense={expense}
            category={context.categories.get(expense.categoryId)}
            money={money}
            onEdit={context.onEdit}
            onDelete={context.onDelete}
          />
        ))}
      </ul>
    </section>
  );
});

interface ExpenseRowProps extends Pick<RowContext, 'money' | 'onEdit' | 'onDelete'> {
  readonly expense: Expense;
  readonly category: Category | undefined;
}

const ExpenseRow = memo(function ExpenseRow(props: ExpenseRowProps) {
  const { expense, category, money, onEdit, onDelete } = props;
  const title = expense.description || expense.category;
  const spoken = `${title}, ${formatAmount(expense.amount, money)}`;
  return (
    <li className={classes.row}>
      <button
        type="button"
        className={classes.edit}
        aria-label={`Edit ${spoken}, ${expense.category}`}
        onClick={() => onEdit(expense)}
      >
        <CategoryTile colour={category?.colour ?? 'slate'} icon={category?.icon ?? 'dots'} />
        <span className={classes.words}>
          <span className={classes.title}>{title}</span>
          {expense.description !== '' && (
            <span className={classes.category}>{expense.category}</span>
          )}
        </span>
        <AmountText minor={expense.amount} money={money} strong />
      </button>
      <ActionIcon
        className={classes.delete}
        variant="subtle"
        color="red"
        aria-label={`Delete ${spoken}`}
        onClick={() => onDelete(expense)}
      >
        <IconTrash size={17} stroke={1.75} aria-hidden="true" />
      </ActionIcon>
    </li>
  );
});
