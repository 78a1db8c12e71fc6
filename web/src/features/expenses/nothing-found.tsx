import { t } from '@lingui/core/macro';
import { Button } from '@mantine/core';
import { IconFilterOff, IconReceipt } from '@tabler/icons-react';
import type { ExpenseFilter } from '@/api/expenses';
import { chipsOf } from '@/features/expenses/filter-chips';
import { currentLanguage } from '@/language/language';
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
        title={t`Nothing recorded yet`}
        text={t`The last thing you bought is a good start: an amount, a category, done.`}
      >
        <Button onClick={addExpense}>{t`Add your first expense`}</Button>
      </EmptyState>
    );
  }
  const filters = new Intl.ListFormat(currentLanguage()).format(causes);
  return (
    <EmptyState
      icon={IconFilterOff}
      title={t`No expense matches`}
      text={t`Nothing was found for ${filters}. Remove a filter to see more.`}
    >
      <Button variant="default" onClick={() => onFilterChange({})}>
        {t`Show all expenses`}
      </Button>
    </EmptyState>
  );
}
