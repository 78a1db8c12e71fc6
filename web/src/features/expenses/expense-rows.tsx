import { plural, t } from '@lingui/core/macro';
import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Expense, ExpenseFilter } from '@/api/expenses';
import { problemText } from '@/api/problem';
import { todayIn } from '@/dates/today';
import { ExpenseList } from '@/features/expenses/expense-list';
import type { Listing } from '@/features/expenses/expense-results';
import { RowEditor } from '@/features/expenses/in-place-editor';
import { leaveDialog, rescueFocus } from '@/features/expenses/list-focus';
import type { ListItem } from '@/features/expenses/list-items';
import { MorePages } from '@/features/expenses/more-pages';
import { NothingFound } from '@/features/expenses/nothing-found';
import { useChangeMany } from '@/features/expenses/use-change-many';
import { useDeleteWithUndo } from '@/features/expenses/use-delete-with-undo';
import { useDuplicate } from '@/features/expenses/use-duplicate';
import { type Cell, editsInPlace, type InPlace } from '@/features/expenses/use-in-place';
import type { Selection } from '@/features/expenses/use-selection';
import { useSelectionKeys } from '@/features/expenses/use-selection-keys';
import { formatAmount } from '@/money/format-amount';
import { categoriesQuery } from '@/sync/categories';
import { useMe } from '@/sync/me';
import { isProvisional } from '@/sync/provisional-expense';
import { latePart } from '@/ui/late-part';
import { LoadError } from '@/ui/load-error';
import { RowsSkeleton } from '@/ui/skeletons';
import { useDrawn } from '@/ui/use-drawn';
import { whenIdle } from '@/ui/when-idle';
import classes from './expense-results.module.css';

const EditExpenseDialog = latePart(
  async () => (await import('@/features/expenses/expense-dialogs')).EditExpenseDialog,
  () => t`The fields to edit an expense could not be loaded.`,
);

const SelectionBar = latePart(
  async () => (await import('@/features/expenses/selection-bar')).SelectionBar,
  () => t`The bar for several expenses could not be loaded.`,
);

interface ExpenseRowsProps {
  readonly filter: ExpenseFilter;
  readonly onFilterChange: (filter: ExpenseFilter) => void;
  readonly listing: Listing;
  readonly items: readonly ListItem[];
  readonly selection: Selection;
  readonly inPlace: InPlace;
}

/** The rows as far as they are loaded, or what stands in their place. */
export function ExpenseRows(props: ExpenseRowsProps) {
  const { listing } = props;
  const drawn = useDrawn(!listing.isPending);
  if (!drawn) {
    return (
      <div className={classes.skeleton}>
        <RowsSkeleton lines={10} lineHeight={57} />
      </div>
    );
  }
  if (listing.isError && listing.data === undefined) {
    return (
      <LoadError
        title={t`The expenses could not be loaded`}
        text={problemText(listing.error)}
        onRetry={() => void listing.refetch()}
      />
    );
  }
  return <LoadedRows {...props} />;
}

function LoadedRows(props: ExpenseRowsProps) {
  const { filter, onFilterChange, listing, items, selection, inPlace } = props;
  const { money, wallet } = useMe();
  const categories = useQuery(categoriesQuery()).data;
  const byId = useMemo(() => new Map(categories?.map((one) => [one.id, one])), [categories]);
  const editing = useEditing();
  const deleteWithUndo = useDeleteWithUndo();
  const duplicate = useDuplicate();
  const many = useChangeMany();
  useEffect(() => {
    const parts = [editsInPlace() ? RowEditor : EditExpenseDialog, SelectionBar];
    const wishes = parts.map(({ preload }) =>
      whenIdle(() => void preload().catch(() => undefined)),
    );
    return () => {
      for (const takeBack of wishes) takeBack();
    };
  }, []);
  const [openInPlace, openDialog] = [inPlace.open, editing.open];
  const edit = useCallback(
    (expense: Expense, cell: Cell) => {
      if (isProvisional(expense)) return;
      if (editsInPlace()) openInPlace(expense.id, cell);
      else openDialog(expense);
    },
    [openInPlace, openDialog],
  );
  return (
    <>
      {items.length === 0 ? (
        <NothingFound filter={filter} onFilterChange={onFilterChange} />
      ) : (
        <ExpenseList
          items={items}
          selection={selection}
          money={money}
          today={todayIn(wallet.timeZone)}
          categories={byId}
          inPlace={inPlace}
          onEdit={edit}
          onDelete={deleteWithUndo}
          onDeleteSelected={() => many.remove(selection.rows)}
          onDuplicate={duplicate}
        />
      )}
      <MorePages listing={listing} />
      <Selected selection={selection} partly={listing.hasNextPage} many={many} />
      {editing.wanted && (
        <EditExpenseDialog
          expense={editing.expense}
          onClose={editing.close}
          onClosed={leaveDialog}
          onDelete={(expense) => {
            editing.close();
            deleteWithUndo(expense);
          }}
          onDuplicate={(expense) => {
            editing.close();
            duplicate(expense);
          }}
        />
      )}
    </>
  );
}

/** Which expense the dialog shows. Its code is fetched at its first use. */
function useEditing() {
  const [expense, setExpense] = useState<Expense | null>(null);
  const [wanted, setWanted] = useState(false);
  const open = useCallback((one: Expense) => {
    setWanted(true);
    setExpense(one);
  }, []);
  const close = useCallback(() => setExpense(null), []);
  return { expense, wanted, open, close };
}

interface SelectedProps {
  readonly selection: Selection;
  /** Whether the list has more than is loaded. */
  readonly partly: boolean;
  readonly many: ReturnType<typeof useChangeMany>;
}

/** What is selected, said as it changes, and the bar to act on it. */
function Selected({ selection, partly, many }: SelectedProps) {
  const { money } = useMe();
  const { rows, total, choosing } = selection;
  const wanted = useRef(false);
  wanted.current ||= choosing;
  useSelectionKeys(selection);
  useLayoutEffect(() => {
    // The bar leaves with the selection, and may have had the focus.
    if (!choosing && wanted.current) rescueFocus();
  }, [choosing]);
  const count = rows.length.toLocaleString(money.locale);
  const sum = formatAmount(total, money);
  return (
    <>
      <VisuallyHidden role="status" aria-label={t({ message: 'Selected', context: 'Expenses' })}>
        {rows.length > 0 &&
          plural(rows.length, {
            one: `${count} selected, ${sum}`,
            other: `${count} selected, ${sum}`,
          })}
      </VisuallyHidden>
      {wanted.current && <SelectionBar selection={selection} partly={partly} many={many} />}
    </>
  );
}
