import { Button } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { IsoDate } from '@/dates/calendar';
import { todayIn } from '@/dates/today';
import { ExpenseFields } from '@/features/expenses/expense-fields';
import { problemsOf } from '@/features/expenses/expense-problems';
import {
  draftFrom,
  type ExpenseFields as Fields,
  useExpenseForm,
} from '@/features/expenses/use-expense-form';
import { useKeptExpense } from '@/features/expenses/use-kept-expense';
import { formatAmount } from '@/money/format-amount';
import { useCreateExpense } from '@/sync/expenses';
import { useMe } from '@/sync/me';
import { useRecentCategories } from '@/sync/recent-use';
import { FormAlert } from '@/ui/form-alert';
import { notifyDone } from '@/ui/notify';
import classes from './expense-form.module.css';

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
  const { id, money, wallet } = useMe();
  const today = todayIn(wallet.timeZone);
  const kept = useKeptExpense(id);
  const empty: Fields = { amount: '', category: '', date, description: '' };
  const form = useExpenseForm(kept.found ?? empty, money, today, kept.keep);
  const create = useCreateExpense();
  const [general, setGeneral] = useState<string | null>(null);
  const saving = useRef(false);

  const record = async (fields: Fields, another: boolean) => {
    try {
      // Not the callbacks of `mutate`, which are dropped with the form when it is closed before the answer.
      const expense = await create.mutateAsync(kept.begin(draftFrom(fields, money), fields));
      kept.forget();
      notifyDone(`Added ${formatAmount(expense.amount, money)} to ${expense.category}.`);
      if (another) onAnother(fields.date);
      else onDone();
    } catch (error) {
      const { fields: errors, general: text, recorded } = problemsOf(error);
      if (!recorded) kept.refused(form.getValues());
      form.setErrors(errors);
      setGeneral(text);
    }
  };
  const save = async (fields: Fields, another: boolean) => {
    if (saving.current) return;
    saving.current = true;
    setGeneral(null);
    await record(fields, another);
    saving.current = false;
  };
  const startOver = () => {
    kept.forget();
    onAnother(today);
  };
  return { form, money, today, general, save, saving: create.isPending, kept, startOver };
}

function OneExpense(props: OneExpenseProps) {
  const { form, money, today, general, save, saving, kept, startOver } = useNewExpense(props);
  const categories = useRecentCategories();
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (props.focused) element.current?.querySelector('input')?.focus();
  }, [props.focused]);
  const saveAndAdd = () => form.onSubmit((fields) => void save(fields, true))();
  const cancel = () => {
    kept.forget();
    props.onDone();
  };
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
      onSubmit={form.onSubmit((fields) => void save(fields, false))}
      onKeyDown={onShortcut}
    >
      {kept.found !== null && (
        <p className={classes.kept}>
          This is what you began before.
          <Button variant="subtle" onClick={startOver}>
            Start over
          </Button>
        </p>
      )}
      {general !== null && (
        <div className={classes.note}>
          <FormAlert>{general}</FormAlert>
        </div>
      )}
      <ExpenseFields form={form} money={money} today={today} categories={categories} />
      <div className={classes.buttons}>
        <Button
          className={`${classes.left} ${classes.wideOnly}`}
          variant="subtle"
          color="gray"
          onClick={cancel}
        >
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
