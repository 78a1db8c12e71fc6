import { t } from '@lingui/core/macro';
import { Button } from '@mantine/core';
import type { Expense } from '@/api/expenses';
import { formatDayLong } from '@/dates/format-date';
import { formatAmount, type MoneyFormat } from '@/money/format-amount';
import { FormAlert } from '@/ui/form-alert';
import classes from './expense-form.module.css';

interface StaleNoteProps {
  /** The expense as it is now. */
  readonly current: Expense;
  readonly money: MoneyFormat;
  readonly onTake: () => void;
}

/** Says that somebody was faster, and what stands there now. Nothing is overwritten unseen. */
export function StaleNote({ current, money, onTake }: StaleNoteProps) {
  if (current.deletedAt !== null) {
    return (
      <FormAlert>
        {t`This expense was deleted in the meantime, so your changes were not saved.`}
      </FormAlert>
    );
  }
  const parts = [
    formatAmount(current.amount, money),
    current.category,
    formatDayLong(current.date, money.locale),
    current.description,
  ];
  return (
    <FormAlert>
      {t`This expense was changed in the meantime. It is now:`}
      <p className={classes.stale}>
        <strong>{parts.filter((part) => part !== '').join(' · ')}</strong>
      </p>
      {t`Save yours over it, or go on from what is there now.`}
      <div className={classes.staleButtons}>
        <Button variant="default" onClick={onTake}>
          {t`Take what is there`}
        </Button>
      </div>
    </FormAlert>
  );
}
