import { t } from '@lingui/core/macro';
import { Button, Skeleton, VisuallyHidden } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ExpenseFilter } from '@/api/expenses';
import { countOf } from '@/features/expenses/count-of';
import { ExpenseRows } from '@/features/expenses/expense-rows';
import { FilterChips } from '@/features/expenses/filter-chips';
import { groupByDay } from '@/features/expenses/group-by-day';
import { itemsOf } from '@/features/expenses/list-items';
import { useInPlace } from '@/features/expenses/use-in-place';
import { type Selection, useSelection } from '@/features/expenses/use-selection';
import { expensesQuery } from '@/sync/expenses';
import { useMe } from '@/sync/me';
import { AmountText } from '@/ui/amount-text';
import classes from './expense-results.module.css';

interface ExpenseResultsProps {
  readonly filter: ExpenseFilter;
  readonly onFilterChange: (filter: ExpenseFilter) => void;
}

function useListing(filter: ExpenseFilter) {
  return useInfiniteQuery(expensesQuery(filter));
}

export type Listing = ReturnType<typeof useListing>;

/** The count and sum of all that the filter matches, and the rows as far as they were scrolled to. */
export function ExpenseResults({ filter, onFilterChange }: ExpenseResultsProps) {
  const listing = useListing(filter);
  const pages = listing.data?.pages;
  const items = useMemo(() => itemsOf(groupByDay(pages ?? [])), [pages]);
  const selection = useSelection(items, JSON.stringify(filter));
  // Kept here, above the rows: they leave while another filter's are on their way.
  const inPlace = useInPlace();
  const shared = { filter, onFilterChange, listing, selection };
  return (
    <>
      <Overview {...shared} />
      <ExpenseRows {...shared} items={items} inPlace={inPlace} />
    </>
  );
}

/** Where nothing was found, the words below say so to the eye. */
function Found({ count, total }: { readonly count: number; readonly total: number }) {
  const { money } = useMe();
  const expenses = countOf(count, money.locale);
  if (count === 0) return <VisuallyHidden>{expenses}</VisuallyHidden>;
  return (
    <>
      {expenses}
      {' · '}
      <AmountText minor={total} money={money} strong />
    </>
  );
}

interface OverviewProps extends ExpenseResultsProps {
  readonly listing: Listing;
  readonly selection: Selection;
}

function Overview({ filter, listing, selection, onFilterChange }: OverviewProps) {
  const { money } = useMe();
  const first = listing.data?.pages[0];
  const { choosing, begin, clear } = selection;
  return (
    <div className={classes.overview}>
      <div className={classes.chips}>
        <FilterChips filter={filter} locale={money.locale} onChange={onFilterChange} />
      </div>
      <p
        className={classes.sum}
        role="status"
        aria-label={t({ message: 'Found', context: 'What a search found' })}
      >
        {first?.count != null && first.total !== null ? (
          <Found count={first.count} total={first.total} />
        ) : (
          listing.isPending && <Skeleton component="span" width={170} height={14} display="block" />
        )}
      </p>
      {(first?.expenses.length ?? 0) > 0 && (
        <Button className={classes.select} variant="subtle" onClick={choosing ? clear : begin}>
          {choosing ? t`Done` : t`Select`}
        </Button>
      )}
    </div>
  );
}
