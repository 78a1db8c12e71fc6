import { t } from '@lingui/core/macro';
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { type ExpenseFilter, exportExpenses } from '@/api/expenses';
import { problemText } from '@/api/problem';
import { ExpenseFilters } from '@/features/expenses/expense-filters';
import { ExpenseResults } from '@/features/expenses/expense-results';
import { expensesQuery } from '@/sync/expenses';
import { AddExpenseButton } from '@/ui/add-expense';
import { notifyProblem } from '@/ui/notify';
import { PageHeader } from '@/ui/page-header';
import { saveFile } from '@/ui/save-file';

interface ExpensesPageProps {
  /** As the address has it. */
  readonly filter: ExpenseFilter;
  readonly onFilterChange: (filter: ExpenseFilter) => void;
}

export function ExpensesPage({ filter, onFilterChange }: ExpensesPageProps) {
  return (
    <>
      <PageHeader title={t`Expenses`}>
        <ExportButton filter={filter} />
        <AddExpenseButton />
      </PageHeader>
      <ExpenseFilters filter={filter} onChange={onFilterChange} />
      <ExpenseResults filter={filter} onFilterChange={onFilterChange} />
    </>
  );
}

/** How many expenses the filter matches; undefined until that is known. */
function useCount(filter: ExpenseFilter): number | null | undefined {
  const { data } = useInfiniteQuery({
    ...expensesQuery(filter),
    select: ({ pages }) => pages[0]?.count,
  });
  return data;
}

function ExportButton({ filter }: { readonly filter: ExpenseFilter }) {
  const count = useCount(filter);
  const download = useMutation({
    mutationFn: () => exportExpenses(filter),
    onSuccess: ({ blob, fileName }) => saveFile(blob, fileName),
    onError: (error) => {
      const reason = problemText(error);
      notifyProblem(t`The export failed. ${reason}`);
    },
  });
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={17} stroke={1.75} aria-hidden="true" />}
      loading={download.isPending}
      disabled={count === 0}
      onClick={() => download.mutate()}
    >
      {t`Export CSV`}
    </Button>
  );
}
