import { t } from '@lingui/core/macro';
import { IconCopy, IconTrash } from '@tabler/icons-react';
import { memo, type MouseEvent as Press, type ReactNode } from 'react';
import type { Category } from '@/api/categories';
import type { Expense } from '@/api/expenses';
import type { RowItem } from '@/features/expenses/list-items';
import { type Cell, cellOf } from '@/features/expenses/use-in-place';
import { formatAmount, type MoneyFormat } from '@/money/format-amount';
import { isProvisional } from '@/sync/provisional-expense';
import { AmountText } from '@/ui/amount-text';
import { CategoryTile } from '@/ui/category-tile';
import classes from './expense-row.module.css';

/** What can be done with a row. */
export interface RowActions {
  /** Selects the row or, when it is selected, no longer; `range` selects all up to it. */
  readonly onPick: (id: string, range: boolean) => void;
  /** Opens the row for editing, from the pressed part of it on. */
  readonly onEdit: (expense: Expense, cell: Cell) => void;
  readonly onDelete: (expense: Expense) => void;
  readonly onDuplicate: (expense: Expense) => void;
}

interface ExpenseRowProps extends RowActions {
  readonly item: RowItem;
  /** How far below the top of the list, in pixels. */
  readonly top: number;
  /** Whether the Tab key stops here. */
  readonly tabStop: boolean;
  readonly picked: boolean;
  /** Whether it has its own buttons, which come forth under a pointer that hovers. */
  readonly hasButtons: boolean;
  /** The fields of the row, while it is edited where it stands. */
  readonly editor: ReactNode;
  readonly category: Category | undefined;
  readonly money: MoneyFormat;
}

export const ExpenseRow = memo(function ExpenseRow(props: ExpenseRowProps) {
  const { item, top, tabStop, picked, hasButtons, editor, category, money } = props;
  const { onPick, onEdit, onDelete, onDuplicate } = props;
  const { expense, day, position } = item;
  const title = expense.description || expense.category;
  const amount = formatAmount(expense.amount, money);
  const name = expense.category;
  const press = (event: Press) => {
    if (event.shiftKey) onPick(expense.id, true);
    else if (event.ctrlKey || event.metaKey) onPick(expense.id, false);
    else onEdit(expense, cellOf(event.target));
  };
  return (
    <li
      className={classes.row}
      style={{ top }}
      aria-busy={isProvisional(expense)}
      data-picked={picked || undefined}
      aria-posinset={position}
      // A day that the next page may go on with has an unknown size.
      aria-setsize={day.total === null ? -1 : day.expenses.length}
    >
      <input
        type="checkbox"
        className={classes.pick}
        data-pick
        tabIndex={tabStop ? 0 : -1}
        aria-label={t`Select ${title}, ${amount}`}
        checked={picked}
        onChange={(event) =>
          onPick(expense.id, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)
        }
      />
      <button
        type="button"
        className={classes.edit}
        data-row={expense.id}
        tabIndex={tabStop ? 0 : -1}
        aria-label={t`Edit ${title}, ${amount}, ${name}`}
        onClick={press}
        onKeyUp={(event) => {
          // Space selects; some browsers would press the button all the same.
          if (event.key === ' ') event.preventDefault();
        }}
      >
        <CategoryTile colour={category?.colour ?? 'slate'} icon={category?.icon ?? 'dots'} />
        <span className={classes.words}>
          <span className={classes.title}>{title}</span>
          {expense.description !== '' && (
            <span className={classes.category} data-cell="category">
              {expense.category}
            </span>
          )}
        </span>
        <span data-cell="amount">
          <AmountText minor={expense.amount} money={money} strong />
        </span>
      </button>
      {hasButtons && <RowButtons {...{ expense, title, amount, tabStop, onDelete, onDuplicate }} />}
      {editor}
    </li>
  );
});

interface RowButtonsProps extends Pick<RowActions, 'onDelete' | 'onDuplicate'> {
  readonly expense: Expense;
  readonly title: string;
  readonly amount: string;
  readonly tabStop: boolean;
}

/** Plain buttons: a list draws dozens of them at once. */
function RowButtons(props: RowButtonsProps) {
  const { expense, title, amount, tabStop, onDelete, onDuplicate } = props;
  const tabIndex = tabStop ? 0 : -1;
  return (
    <span className={classes.actions}>
      <button
        type="button"
        className={classes.action}
        tabIndex={tabIndex}
        aria-label={t`Duplicate ${title}, ${amount}`}
        aria-keyshortcuts="d"
        title={t`Duplicate, dated today (d)`}
        onClick={() => onDuplicate(expense)}
      >
        <IconCopy size={17} stroke={1.75} aria-hidden="true" />
      </button>
      <button
        type="button"
        className={`${classes.action} ${classes.danger}`}
        tabIndex={tabIndex}
        aria-label={t`Delete ${title}, ${amount}`}
        aria-keyshortcuts="Delete"
        title={t`Delete (Del)`}
        onClick={() => onDelete(expense)}
      >
        <IconTrash size={17} stroke={1.75} aria-hidden="true" />
      </button>
    </span>
  );
}
