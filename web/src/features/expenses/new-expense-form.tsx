import { Button } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { ExpenseDraft } from '@/api/expenses';
import type { IsoDate } from '@/dates/calendar';
import { todayIn } from '@/dates/today';
import { ExpenseFields } from '@/features/expenses/expense-fields';
import { problemsOf } from '@/features/expenses/expense-problems';
import {
  draftFrom,
  type ExpenseFields as Fields,
  useExpenseForm,
} from '@/features/expenses/use-expense-form';
import { formatAmount } from '@/money/format-amount';
import { useCreateExpense } from '@/sync/expenses';
import { useMe } from '@/sync/me';
import { useRecentCategories } from '@/sync/recent-use';
import { newRecordingKey } from '@/sync/record-once';
import { FormAlert } from '@/ui/form-alert';
import { notifyDone } from '@/ui/notify';
import classes from './expense-form.module.css';

/** The key and the first content of one act of recording, kept until an answer is known. */
function useRecording() {
  const current = useRef<{ key: string; firstDraft: ExpenseDraft } | null>(null);
  return {
    of(draft: ExpenseDraft) {
      current.current ??= { key: newRecordingKey(), firstDraft: draft };
      return { ...current.current, draft };
    },
    finish() {
      current.current = null;
    },
  };
}

/** A form for one new expense after the other, the next one of the same day. */
export function NewExpenseForm({ onDone }: { readonly onDone: () => void }) {
  const today = todayIn(useMe().wallet.timeZone);
  const [next, setNext] = useState<{ number: number; date: IsoDate }>({ number: 0, date: today });
  return (
    <OneExpense
      key={next.number}
      date={next.date}
      focused={next.number > 0}
      onAnother={(date) => setNext({ number: next.number + 1, date })}
      onDone={onDone}
    />
  );
}

interface OneExpenseProps {
  readonly date: IsoDate;
  /** Whether it takes the focus by itself; the first one is given it by the dialog. */
  readonly focused: boolean;
  readonly onAnother: (date: IsoDate) => void;
  readonly onDone: () => void;
}

function useNewExpense({ date, onAnother, onDone }: OneExpenseProps) {
  const { money, wallet } = useMe();
  const today = todayIn(wallet.timeZone);
  const form = useExpenseForm({ amount: '', category: '', date, description: '' }, money, today);
  const recording = useRecording();
  const create = useCreateExpense();
  const [general, setGeneral] = useState<string | null>(null);

  const save = (fields: Fields, another: boolean) => {
    setGeneral(null);
    create.mutate(recording.of(draftFrom(fields, money)), {
      onSuccess: (expense) => {
        recording.finish();
        notifyDone(`Added ${formatAmount(expense.amount, money)} to ${expense.category}.`);
        if (another) onAnother(fields.date);
        else onDone();
      },
      onError: (error) => {
        const { fields: errors, general: text, recorded } = problemsOf(error);
        if (!recorded) recording.finish();
        form.setErrors(errors);
        setGeneral(text);
      },
    });
  };
  return { form, money, today, general, save, saving: create.isPending };
}

function OneExpense(props: OneExpenseProps) {
  const { form, money, today, general, save, saving } = useNewExpense(props);
  const categories = useRecentCategories();
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (props.focused) element.current?.querySelector('input')?.focus();
  }, [props.focused]);
  const saveAndAdd = () => form.onSubmit((fields) => save(fields, true))();
  const onShortcut = (event: KeyboardEvent) => {
    const asked = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (!asked) return;
    event.preventDefault();
    if (!saving) saveAndAdd();
  };
  return (
    <form
      ref={element}
      noValidate
      onSubmit={form.onSubmit((fields) => save(fields, false))}
      onKeyDown={onShortcut}
    >
      {general !== null && (
        <div className={classes.note}>
          <FormAlert>{general}</FormAlert>
        </div>
      )}
      <ExpenseFields form={form} money={money} today={today} categories={categories} />
      <div className={classes.buttons}>
        <Button className={classes.left} variant="subtle" color="gray" onClick={props.onDone}>
          Cancel
        </Button>
        <Button
          variant="default"
          disabled={saving}
          aria-keyshortcuts="Control+Enter Meta+Enter"
          title="Ctrl or Cmd and Enter"
          onClick={saveAndAdd}
        >
          Save and add another
        </Button>
        <Button type="submit" loading={saving}>
          Save
        </Button>
      </div>
    </form>
  );
}
