import { Button, Skeleton } from '@mantine/core';
import { IconFilterOff, IconReceipt } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { Expense, ExpenseFilter } from '@/api/expenses';
import { problemText } from '@/api/problem';
import { todayIn } from '@/dates/today';
import { ExpenseList } from '@/features/expenses/expense-list';
import { chipsOf, FilterChips } from '@/features/expenses/filter-chips';
import { groupByDay } from '@/features/expenses/group-by-day';
import { MorePages } from '@/features/expenses/more-pages';
import { useDeleteWithUndo } from '@/features/expenses/use-delete-with-undo';
import { useDuplicate } from '@/features/expenses/use-duplicate';
import { categoriesQuery } from '@/sync/categories';
import { expensesQuery } from '@/sync/expenses';
import { useMe } from '@/sync/me';
import { isProvisional } from '@/sync/provisional-expense';
import { useAddExpense } from '@/ui/add-expense';
import { AmountText } from '@/ui/amount-text';
import { EmptyState } from '@/ui/empty-state';
import { LoadError } from '@/ui/load-error';
import { RowsSkeleton } from '@/ui/skeletons';
import classes from './expense-results.module.css';

const EditExpenseDialog = lazy(async () => {
  const { EditExpenseDialog: loaded } = await import('@/features/expenses/expense-dialogs');
  return { default: loaded };
});

interface ExpenseResultsProps {
  readonly filter: ExpenseFilter;
  readonly onFilterChange: (filter: ExpenseFilter) => void;
}

type Listing = ReturnType<typeof useListing>;

function useListing(filter: ExpenseFilter) {
  return useInfiniteQuery(expensesQuery(filter));
}

/** The count and sum of all that the filter matches, and the rows as far as they were scrolled to. */
export function ExpenseResults({ filter, onFilterChange }: ExpenseResultsProps) {
  const listing = useListing(filter);
  return (
    <>
      <Overview filter={filter} listing={listing} onFilterChange={onFilterChange} />
      <Rows filter={filter} listing={listing} onFilterChange={onFilterChange} />
    </>
  );
}

function Overview({ filter, listing, onFilterChange }: ExpenseResultsProps & { listing: Listing }) {
  const { money } = useMe();
  const first = listing.data?.pages[0];
  return (
    <div className={classes.overview}>
      <div className={classes.chips}>
        <FilterChips filter={filter} locale={money.locale} onChange={onFilterChange} />
      </div>
      <p className={classes.sum} role="status" aria-label="Found">
        {first?.count != null && first.total !== null ? (
          <>
            {first.count.toLocaleString(money.locale)} {first.count === 1 ? 'expense' : 'expenses'}
            {' · '}
            <AmountText minor={first.total} money={money} strong />
          </>
        ) : (
          listing.isPending && <Skeleton component="span" width={170} height={14} display="block" />
        )}
      </p>
    </div>
  );
}

function Rows({ filter, listing, onFilterChange }: ExpenseResultsProps & { listing: Listing }) {
  const { money, wallet } = useMe();
  const categories = useQuery(categoriesQuery()).data;
  const byId = useMemo(() => new Map(categories?.map((one) => [one.id, one])), [categories]);
  const days = useMemo(() => groupByDay(listing.data?.pages ?? []), [listing.data]);
  const [edited, setEdited] = useState<Expense | null>(null);
  const [wanted, setWanted] = useState(false);
  const deleteWithUndo = useDeleteWithUndo();
  const duplicate = useDuplicate();
  const edit = useMemo(
    () => (expense: Expense) => {
      if (isProvisional(expense)) return;
      setWanted(true);
      setEdited(expense);
    },
    [],
  );
  const close = () => setEdited(null);

  if (listing.isPending) {
    return (
      <div className={classes.skeleton}>
        <RowsSkeleton lines={10} lineHeight={57} />
      </div>
    );
  }
  if (listing.isError && listing.data === undefined) {
    const retry = () => void listing.refetch();
    return (
      <LoadError
        title="The expenses could not be loaded"
        text={problemText(listing.error)}
        onRetry={retry}
      />
    );
  }
  return (
    <>
      {days.length === 0 ? (
        <NothingFound filter={filter} onFilterChange={onFilterChange} />
      ) : (
        <ExpenseList
          days={days}
          money={money}
          today={todayIn(wallet.timeZone)}
          categories={byId}
          onEdit={edit}
          onDelete={deleteWithUndo}
          onDuplicate={duplicate}
        />
      )}
      <MorePages listing={listing} />
      {wanted && (
        <Suspense>
          <EditExpenseDialog
            expense={edited}
            onClose={close}
            onDelete={(expense) => {
              close();
              deleteWithUndo(expense);
            }}
            onDuplicate={(expense) => {
              close();
              duplicate(expense);
            }}
          />
        </Suspense>
      )}
    </>
  );
}

function NothingFound({ filter, onFilterChange }: ExpenseResultsProps) {
  const { locale } = useMe();
  const addExpense = useAddExpense();
  const causes = chipsOf(filter, locale).map((chip) => chip.label);
  if (causes.length === 0) {
    return (
      <EmptyState
        icon={IconReceipt}
        title="Nothing recorded yet"
        text="The last thing you bought is a good start: an amount, a category, done."
      >
        <Button onClick={addExpense}>Add your first expense</Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={IconFilterOff}
      title="No expense matches"
      text={`Nothing was found for ${causes.join(' and ')}. Remove a filter to see more.`}
    >
      <Button variant="default" onClick={() => onFilterChange({})}>
        Show all expenses
      </Button>
    </EmptyState>
  );
}
