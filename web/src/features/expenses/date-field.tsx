import { t } from '@lingui/core/macro';
import { Button } from '@mantine/core';
import type { Ref } from 'react';
import { addDays, type IsoDate } from '@/dates/calendar';
import { firstDayOfWeek } from '@/dates/first-day-of-week';
import type { ExpenseForm } from '@/features/expenses/use-expense-form';
import { useMe } from '@/sync/me';
import { DayInput } from '@/ui/day-input';
import classes from './expense-form.module.css';
import said from './said-label.module.css';

interface DateFieldProps {
  /** The first of the two days beside the field. */
  readonly ref?: Ref<HTMLButtonElement>;
  readonly form: ExpenseForm;
  /** The day it is in the wallet's time zone. */
  readonly today: IsoDate;
  /** As one field of a row: its name said, not shown, and nothing beside it. */
  readonly compact?: boolean;
}

/** A day, with the two that most expenses are of one press away. */
export function DateField({ ref, form, today, compact = false }: DateFieldProps) {
  const { locale, firstDayOfWeek: chosen } = useMe();
  const value = form.useWatchValue('date');
  const { error, onChange } = form.getInputProps('date');
  const quick = (label: string, date: IsoDate, first?: Ref<HTMLButtonElement>) => (
    <Button
      ref={first ?? null}
      variant="default"
      className={classes.quick}
      aria-pressed={value === date}
      onClick={() => form.setFieldValue('date', date)}
    >
      {label}
    </Button>
  );
  return (
    <DayInput
      label={t`Date`}
      name="date"
      required
      withAsterisk={false}
      {...(compact && { classNames: { label: said.label } })}
      value={value}
      onChange={onChange}
      error={error}
      today={today}
      firstDay={firstDayOfWeek(chosen, locale)}
      locale={locale}
      beside={
        compact ? null : (
          <>
            {quick(t`Today`, today, ref)}
            {quick(t`Yesterday`, addDays(today, -1))}
          </>
        )
      }
    />
  );
}
