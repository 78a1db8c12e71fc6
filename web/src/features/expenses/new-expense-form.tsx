import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ExpenseDraft } from '@/api/expenses';
import { todayIn } from '@/dates/today';
import { ExpenseFields } from '@/features/expenses/expense-fields';
import { problemsOf } from '@/features/expenses/expense-problems';
import {
  draftFrom,
  type ExpenseFields as Fields,
  useExpenseForm,
} from '@/features/expenses/use-expense-form';
import { formatAmount } from '@/money/format-amount';
import { categoriesQuery } from '@/sync/categories';
import { useCreateExpense } from '@/sync/expenses';
import { useMe } from '@/sync/me';
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

export function NewExpenseForm({ onDone }: { readonly onDone: () => void }) {
  const me = useMe();
  const today = todayIn(me.wallet.timeZone);
  const categories = useQuery(categoriesQuery()).data ?? [];
  const form = useExpenseForm(
    { amount: '', category: '', date: today, description: '' },
    me.money,
    today,
  );
  const recording = useRecording();
  const create = useCreateExpense();
  const [general, setGeneral] = useState<string | null>(null);

  const save = (fields: Fields) => {
    const draft = draftFrom(fields, me.money);
    setGeneral(null);
    create.mutate(recording.of(draft), {
      onSuccess: (expense) => {
        recording.finish();
        notifyDone(`Added ${formatAmount(expense.amount, me.money)} to ${expense.category}.`);
        onDone();
      },
      onError: (error) => {
        const { fields: errors, general: text, recorded } = problemsOf(error);
        if (!recorded) recording.finish();
        form.setErrors(errors);
        setGeneral(text);
      },
    });
  };
  return (
    <form noValidate onSubmit={form.onSubmit(save)}>
      {general !== null && (
        <div className={classes.note}>
          <FormAlert>{general}</FormAlert>
        </div>
      )}
      <ExpenseFields form={form} money={me.money} categories={categories} />
      <div className={classes.buttons}>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" loading={create.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}
