import { t } from '@lingui/core/macro';
import { Button, TextInput } from '@mantine/core';
import { addDays, type IsoDate } from '@/dates/calendar';
import type { ExpenseForm } from '@/features/expenses/use-expense-form';
import classes from './expense-form.module.css';

interface DateFieldProps {
  readonly form: ExpenseForm;
  /** The day it is in the wallet's time zone. */
  readonly today: IsoDate;
}

/** A day, with the two that most expenses are of one press away. */
export function DateField({ form, today }: DateFieldProps) {
  const chosen = form.useWatchValue('date');
  const quick = (label: string, date: IsoDate) => (
    <Button
      variant="default"
      className={classes.quick}
      aria-pressed={chosen === date}
      onClick={() => form.setFieldValue('date', date)}
    >
      {label}
    </Button>
  );
  return (
    <TextInput
      label={t`Date`}
      type="date"
      required
      withAsterisk={false}
      inputContainer={(input) => (
        <div className={classes.dateRow}>
          {input}
          {quick(t`Today`, today)}
          {quick(t`Yesterday`, addDays(today, -1))}
        </div>
      )}
      key={form.key('date')}
      {...form.getInputProps('date')}
    />
  );
}
