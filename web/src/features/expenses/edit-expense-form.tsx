import { t } from '@lingui/core/macro';
import { ActionIcon, Button } from '@mantine/core';
import { IconCopy, IconTrash } from '@tabler/icons-react';
import type { Expense } from '@/api/expenses';
import { ExpenseFields } from '@/features/expenses/expense-fields';
import { StaleNote } from '@/features/expenses/stale-note';
import { useEditedExpense } from '@/features/expenses/use-edited-expense';
import { useRecentCategories } from '@/sync/recent-use';
import { FormAlert } from '@/ui/form-alert';
import classes from './expense-form.module.css';

interface EditExpenseFormProps {
  readonly expense: Expense;
  readonly onDone: () => void;
  readonly onDelete: (expense: Expense) => void;
  readonly onDuplicate: (expense: Expense) => void;
}

export function EditExpenseForm({ expense, onDone, ...actions }: EditExpenseFormProps) {
  const editing = useEditedExpense(expense, onDone);
  const { form, money, today, base, current, general } = editing;
  const categories = useRecentCategories();
  const gone = current !== null && current.deletedAt !== null;
  return (
    <form noValidate onSubmit={form.onSubmit((fields) => void editing.save(fields))}>
      {general !== null && (
        <div className={classes.note}>
          <FormAlert>{general}</FormAlert>
        </div>
      )}
      {current !== null && (
        <div className={classes.note}>
          <StaleNote current={current} money={money} onTake={editing.takeCurrent} />
        </div>
      )}
      <ExpenseFields form={form} money={money} today={today} categories={categories} />
      <div className={classes.buttons}>
        {!gone && <OtherActions expense={current ?? base} {...actions} />}
        <Button variant="default" onClick={onDone}>
          {gone ? t`Close` : t`Cancel`}
        </Button>
        {!gone && (
          <Button type="submit" loading={editing.saving}>
            {current === null ? t`Save` : t`Save mine`}
          </Button>
        )}
      </div>
    </form>
  );
}

type OtherActionsProps = Pick<EditExpenseFormProps, 'expense' | 'onDelete' | 'onDuplicate'>;

/** What a row offers beside changing it; on a phone only here. */
function OtherActions({ expense, onDelete, onDuplicate }: OtherActionsProps) {
  return (
    <div className={classes.left}>
      <Button
        variant="subtle"
        color="red"
        leftSection={<IconTrash size={17} stroke={1.75} aria-hidden="true" />}
        onClick={() => onDelete(expense)}
      >
        {t`Delete`}
      </Button>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="input-sm"
        aria-label={t`Duplicate`}
        title={t`Duplicate, dated today`}
        onClick={() => onDuplicate(expense)}
      >
        <IconCopy size={17} stroke={1.75} aria-hidden="true" />
      </ActionIcon>
    </div>
  );
}
