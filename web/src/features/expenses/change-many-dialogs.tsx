import { plural, t } from '@lingui/core/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { IsoDate } from '@/dates/calendar';
import { todayIn } from '@/dates/today';
import { CategoryField } from '@/features/expenses/category-field';
import { DateField } from '@/features/expenses/date-field';
import { useExpenseForm } from '@/features/expenses/use-expense-form';
import { useMe } from '@/sync/me';
import { useRecentCategories } from '@/sync/recent-use';
import { ResponsiveDialog } from '@/ui/responsive-dialog';
import classes from './expense-form.module.css';

interface ForManyProps<Value> {
  readonly opened: boolean;
  /** How many expenses it is for. */
  readonly count: number;
  readonly onClose: () => void;
  readonly onClosed: () => void;
  readonly onChosen: (value: Value) => void;
}

/** Asks for the day that all of them are to have. */
export function DateForMany({ count, onChosen, ...dialog }: ForManyProps<IsoDate>) {
  const shown = count.toLocaleString(useMe().locale);
  const title = plural(count, {
    one: `Change the date of ${shown} expense`,
    other: `Change the date of ${shown} expenses`,
  });
  return (
    <ResponsiveDialog {...dialog} title={title}>
      <DateForm onClose={dialog.onClose} onChosen={onChosen} />
    </ResponsiveDialog>
  );
}

type FormProps<Value> = Pick<ForManyProps<Value>, 'onClose' | 'onChosen'>;

function DateForm({ onClose, onChosen }: FormProps<IsoDate>) {
  const { money, wallet } = useMe();
  const today = todayIn(wallet.timeZone);
  const empty = { amount: '', category: '', date: today, description: '' };
  const form = useExpenseForm(empty, money, today);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!form.validateField('date').hasError) onChosen(form.getValues().date);
      }}
    >
      <DateField form={form} today={today} />
      <FormButtons label={t`Change date`} onClose={onClose} />
    </form>
  );
}

/** Asks for the category that all of them are to have. Taking one from the list is enough. */
export function CategoryForMany({ count, onChosen, ...dialog }: ForManyProps<string>) {
  const shown = count.toLocaleString(useMe().locale);
  const title = plural(count, {
    one: `Change the category of ${shown} expense`,
    other: `Change the category of ${shown} expenses`,
  });
  return (
    <ResponsiveDialog {...dialog} title={title}>
      <CategoryForm onClose={dialog.onClose} onChosen={onChosen} />
    </ResponsiveDialog>
  );
}

function CategoryForm({ onClose, onChosen }: FormProps<string>) {
  const categories = useRecentCategories();
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const choose = (chosen: string) => {
    if (chosen.trim() === '') setProblem(t`Choose a category, or type a new one.`);
    else onChosen(chosen.trim());
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        choose(name);
      }}
    >
      <CategoryField
        categories={categories}
        error={problem}
        data-autofocus
        onChange={(typed) => {
          setName(typed);
          setProblem(null);
        }}
        onTaken={choose}
      />
      <FormButtons label={t`Change category`} onClose={onClose} />
    </form>
  );
}

function FormButtons({ label, onClose }: { label: string; onClose: () => void }) {
  return (
    <div className={classes.buttons}>
      <Button variant="default" onClick={onClose}>
        {t`Cancel`}
      </Button>
      <Button type="submit">{label}</Button>
    </div>
  );
}
