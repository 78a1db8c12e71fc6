import { useHotkeys } from '@mantine/hooks';
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useMe } from '@/sync/me';
import { AddExpenseProvider } from '@/ui/add-expense';
import { Shell } from '@/ui/shell';

const AddExpenseDialog = lazy(async () => {
  const { AddExpenseDialog: loaded } = await import('@/features/expenses/expense-dialogs');
  return { default: loaded };
});

/** The frame around every page, with the form for a new expense at hand. */
export function AppFrame() {
  const me = useMe();
  const [adding, setAdding] = useState(false);
  // Loaded at the first use, and kept: closing it would otherwise cut its way out short.
  const [wanted, setWanted] = useState(false);
  const addExpense = useCallback(() => {
    setWanted(true);
    setAdding(true);
  }, []);
  useHotkeys([['n', addExpense]]);
  return (
    <AddExpenseProvider value={addExpense}>
      <Shell userName={me.displayName}>
        <Outlet />
      </Shell>
      {wanted && (
        <Suspense>
          <AddExpenseDialog opened={adding} onClose={() => setAdding(false)} />
        </Suspense>
      )}
    </AddExpenseProvider>
  );
}
