import { t } from '@lingui/core/macro';
import { Button } from '@mantine/core';
import { IconFilterOff, IconReceipt } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import type { ExpenseFilter } from '@/api/expenses';
import { countOf } from '@/features/expenses/count-of';
import { type Chip, chipsOf } from '@/features/expenses/filter-chips';
import { currentLanguage } from '@/language/language';
import { latestExpensesQuery } from '@/sync/expenses';
import { useMe } from '@/sync/me';
import { useAddExpense } from '@/ui/add-expense';
import { EmptyState } from '@/ui/empty-state';
import classes from './expense-results.module.css';

interface NothingFoundProps {
  readonly filter: ExpenseFilter;
  readonly onFilterChange: (filter: ExpenseFilter) => void;
}

/** What stands in the place of an empty list: how to begin, or which filter is to blame. */
export function NothingFound({ filter, onFilterChange }: NothingFoundProps) {
  const { locale } = useMe();
  const addExpense = useAddExpense();
  const chips = chipsOf(filter, locale);
  if (chips.length === 0) {
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
  return <NoMatch chips={chips} onFilterChange={onFilterChange} />;
}

interface NoMatchProps extends Pick<NothingFoundProps, 'onFilterChange'> {
  readonly chips: readonly Chip[];
}

/** Names the filters, and offers to take away each of those without which there would be something. */
function NoMatch({ chips, onFilterChange }: NoMatchProps) {
  const { locale } = useMe();
  const counts = useQueries({
    queries: chips.map(({ without }) => latestExpensesQuery(without, 1)),
    combine: (answers) => answers.map(({ data }) => data?.count ?? 0),
  });
  const labels = chips.map(({ label }) => label);
  const filters = new Intl.ListFormat(currentLanguage()).format(labels);
  return (
    <EmptyState
      icon={IconFilterOff}
      title={t`No expense matches`}
      text={t`Nothing was found for ${filters}. Remove a filter to see more.`}
    >
      <div className={classes.ways}>
        {chips.length > 1 &&
          chips.map(({ label, without }, at) => {
            const count = counts[at] ?? 0;
            if (count === 0) return null;
            const expenses = countOf(count, locale);
            return (
              <Button key={label} variant="default" onClick={() => onFilterChange(without)}>
                {t`Without ${label}: ${expenses}`}
              </Button>
            );
          })}
        <Button
          variant={chips.length > 1 ? 'subtle' : 'default'}
          onClick={() => onFilterChange({})}
        >
          {t`Show all expenses`}
        </Button>
      </div>
    </EmptyState>
  );
}
