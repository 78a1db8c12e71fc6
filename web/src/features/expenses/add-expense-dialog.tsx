import { t } from '@lingui/core/macro';
import { useEffect, useRef, useState } from 'react';
import { NewExpenseForm } from '@/features/expenses/new-expense-form';
import {
  isEmpty,
  type Unfinished,
  unfinishedExpenses,
} from '@/features/expenses/unfinished-expenses';
import { useRecordingsUnderWay } from '@/sync/expenses';
import { useMe } from '@/sync/me';
import { useAddExpense } from '@/ui/add-expense';
import { notifyUnsaved } from '@/ui/notify';
import { ResponsiveDialog } from '@/ui/responsive-dialog';

interface AddExpenseDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/**
 * The form for a new expense. It closes as soon as something is saved, and comes back with what was typed where that was
 * refused; to who is typing something else by then, it is only offered.
 */
export function AddExpenseDialog({ opened, onClose }: AddExpenseDialogProps) {
  const open = useAddExpense();
  const form = useRef<HTMLDivElement>(null);
  const isOpen = useRef(opened);
  useEffect(() => {
    isOpen.current = opened;
  }, [opened]);
  const [shown, setShown] = useState({ number: 0, focused: false });
  const isBusy = useIsBusy(form, isOpen);
  const onUnsaved = (entry: Unfinished) => {
    const show = () => {
      setShown(({ number }) => ({ number: number + 1, focused: isOpen.current }));
      open();
    };
    if (isBusy(entry)) notifyUnsaved({ message: unsavedText(entry), onOpen: show });
    else show();
  };
  return (
    <ResponsiveDialog opened={opened} onClose={onClose} title={t`Add expense`}>
      <div ref={form}>
        <NewExpenseForm
          key={shown.number}
          focused={shown.focused}
          onDone={onClose}
          onUnsaved={onUnsaved}
        />
      </div>
    </ResponsiveDialog>
  );
}

const TAKEN = '[role="dialog"], input, textarea, select';

/** Whether a form that opens now would come between a person and what they are typing. */
function useIsBusy(
  form: { readonly current: HTMLElement | null },
  isOpen: { readonly current: boolean },
) {
  const { id: userId } = useMe();
  const underWay = useRecordingsUnderWay();
  return (entry: Unfinished): boolean => {
    if (!isOpen.current) {
      const active = document.activeElement;
      return active?.closest(TAKEN) != null && form.current?.contains(active) !== true;
    }
    const keys = underWay();
    return unfinishedExpenses(userId).some(
      ({ slot, fields, recording }) =>
        slot !== entry.slot && !isEmpty(fields) && !(recording && keys.has(recording.key)),
    );
  };
}

function unsavedText({ fields, problems }: Unfinished): string {
  const { amount } = fields;
  const name = fields.description || fields.category;
  const reason = problems?.general ?? Object.values(problems?.fields ?? {}).join(' ');
  return t`${name}, ${amount}, was not added. ${reason}`;
}
