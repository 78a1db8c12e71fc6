import { t } from '@lingui/core/macro';
import { VisuallyHidden } from '@mantine/core';
import { type ErrorComponentProps, Outlet } from '@tanstack/react-router';
import { SampleBanner } from '@/features/welcome/sample-banner';
import { ConnectionBanner } from '@/routes/connection-banner';
import { Refreshing } from '@/routes/refreshing';
import { PageFailed, PagePending } from '@/routes/route-states';
import { useFocusOnNavigation } from '@/routes/use-focus-on-navigation';
import { useGo, usePalette } from '@/routes/use-palette';
import { useMe } from '@/sync/me';
import { AddExpenseProvider } from '@/ui/add-expense';
import { FindProvider } from '@/ui/find';
import { useLateDialog } from '@/ui/late-dialog';
import { Shell } from '@/ui/shell';
import { useLaterSteps } from '@/ui/use-drawn';
import { useKeys } from '@/ui/use-keys';

async function loadAddExpense() {
  const { AddExpenseDialog } = await import('@/features/expenses/add-expense-dialog');
  return AddExpenseDialog;
}

async function loadKeys() {
  const { KeysDialog } = await import('@/ui/keys-dialog');
  return KeysDialog;
}

/** The frame around every page, with the form for a new expense at hand. */
export function AppFrame() {
  const me = useMe();
  const adding = useLateDialog(loadAddExpense, t`The form for a new expense could not be loaded.`);
  const pageDrawn = useLaterSteps();
  useFocusOnNavigation();
  const help = useLateDialog(loadKeys, t`The list of keys could not be loaded.`);
  const palette = usePalette({ onAdd: adding.open, onHelp: help.open });
  const go = useGo();
  useKeys({
    add: adding.open,
    help: help.open,
    dashboard: () => go('dashboard'),
    expenses: () => go('expenses'),
    day: () => go('day'),
    budgets: () => go('budgets'),
    categories: () => go('categories'),
    profile: () => go('profile'),
  });
  return (
    <AddExpenseProvider value={adding.open}>
      <ConnectionBanner />
      <Refreshing />
      <FindProvider value={palette.open}>
        <Shell userName={me.displayName}>
          {me.wallet.sampleData && <SampleBanner />}
          {pageDrawn && <Outlet />}
        </Shell>
      </FindProvider>
      {adding.element}
      {help.element}
      {palette.element}
    </AddExpenseProvider>
  );
}

/** While it is found out who is signed in. It is gone soon, and would take the focus with it: nothing here can have it. */
export function AppFramePending() {
  return (
    <>
      <VisuallyHidden role="status">{t`Loading`}</VisuallyHidden>
      <div inert aria-hidden="true">
        <Shell>
          <PagePending />
        </Shell>
      </div>
    </>
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
