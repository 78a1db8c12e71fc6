import { Button } from '@mantine/core';
import { IconFilterOff, IconReceipt } from '@tabler/icons-react';
import type { ExpenseFilter } from '@/api/expenses';
import { chipsOf } from '@/features/expenses/filter-chips';
import { useMe } from '@/sync/me';
import { useAddExpense } from '@/ui/add-expense';
import { EmptyState } from '@/ui/empty-state';

interface NothingFoundProps {
  readonly filter: ExpenseFilter;
  readonly onFilterChange: (filter: ExpenseFilter) => void;
}

export function NothingFound({ filter, onFilterChange }: NothingFoundProps) {
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
