import { t } from '@lingui/core/macro';
import { useState } from 'react';
import type { Expense } from '@/api/expenses';
import { EditExpenseForm } from '@/features/expenses/edit-expense-form';
import { ResponsiveDialog } from '@/ui/responsive-dialog';

interface EditExpenseDialogProps {
  /** The one to edit; null closes the dialog. */
  readonly expense: Expense | null;
  readonly onClose: () => void;
  /** Called once the dialog is out of sight. */
  readonly onClosed: () => void;
  readonly onDelete: (expense: Expense) => void;
  readonly onDuplicate: (expense: Expense) => void;
}

export function EditExpenseDialog(props: EditExpenseDialogProps) {
  const { expense, onClose, onClosed, ...actions } = props;
  // The last one stays in the form while the dialog is on its way out.
  const [shown, setShown] = useState(expense);
  if (expense !== null && expense !== shown) setShown(expense);
  return (
    <ResponsiveDialog
      opened={expense !== null}
      onClose={onClose}
      onClosed={onClosed}
      title={t`Edit expense`}
    >
      {shown !== null && (
        <EditExpenseForm key={shown.id} expense={shown} onDone={onClose} {...actions} />
      )}
    </ResponsiveDialog>
  );
}
