import { type ErrorComponentProps, Outlet, useNavigate } from '@tanstack/react-router';
import { PageFailed } from '@/routes/route-states';
import { useFocusOnNavigation } from '@/routes/use-focus-on-navigation';
import { useMe } from '@/sync/me';
import { AddExpenseProvider } from '@/ui/add-expense';
import { useLateDialog } from '@/ui/late-dialog';
import { Shell } from '@/ui/shell';
import { useKeys } from '@/ui/use-keys';

async function loadAddExpense() {
  const { AddExpenseDialog } = await import('@/features/expenses/expense-dialogs');
  return AddExpenseDialog;
}

async function loadKeys() {
  const { KeysDialog } = await import('@/ui/keys-dialog');
  return KeysDialog;
}

/** The frame around every page, with the form for a new expense at hand. */
export function AppFrame() {
  const me = useMe();
  const adding = useLateDialog(loadAddExpense, 'The form for a new expense could not be loaded.');
  useFocusOnNavigation();
  const help = useLateDialog(loadKeys, 'The list of keys could not be loaded.');
  const navigate = useNavigate();
  useKeys({
    add: adding.open,
    help: help.open,
    dashboard: () => void navigate({ to: '/' }),
    expenses: () => void navigate({ to: '/expenses' }),
    budgets: () => void navigate({ to: '/budgets' }),
    categories: () => void navigate({ to: '/categories' }),
    profile: () => void navigate({ to: '/profile' }),
  });
  return (
    <AddExpenseProvider value={adding.open}>
      <Shell userName={me.displayName}>
        <Outlet />
      </Shell>
      {adding.element}
      {help.element}
    </AddExpenseProvider>
  );
}

/** Where it is not known who is signed in, the ways to the pages stay all the same: each of them asks again. */
export function AppFrameFailed(props: ErrorComponentProps) {
  return (
    <Shell>
      <PageFailed {...props} />
    </Shell>
  );
}
