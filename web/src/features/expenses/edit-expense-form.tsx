import { t } from '@lingui/core/macro';
import { ActionIcon, Button } from '@mantine/core';
import { IconCopy, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Expense } from '@/api/expenses';
import { BegunNote } from '@/features/expenses/begun-note';
import { ExpenseFields } from '@/features/expenses/expense-fields';
import { StaleNote } from '@/features/expenses/stale-note';
import { forgetEdit, keepEdit, unfinishedEdit } from '@/features/expenses/unfinished-edits';
import { type UnfinishedEdit, useEditedExpense } from '@/features/expenses/use-edited-expense';
import { useMe } from '@/sync/me';
import { useRecentCategories } from '@/sync/recent-use';
import { FormAlert } from '@/ui/form-alert';
import classes from './expense-form.module.css';

interface EditExpenseFormProps {
  readonly expense: Expense;
  readonly onDone: () => void;
  readonly onDelete: (expense: Expense) => void;
  readonly onDuplicate: (expense: Expense) => void;
}

/** The form of an expense. What was typed outlives it, until it is saved, cancelled, or begun anew. */
export function EditExpenseForm({ expense, onDone, onDelete, onDuplicate }: EditExpenseFormProps) {
  const userId = useMe().id;
  const [begun, setBegun] = useState(() => unfinishedEdit(userId, expense.id));
  const forget = () => forgetEdit(userId, expense.id);
  const leave = (then: () => void) => {
    forget();
    then();
  };
  return (
    <OneEdit
      key={begun === null ? 'anew' : 'begun'}
      expense={expense}
      begun={begun}
      onTyped={(edit) => keepEdit(userId, expense.id, edit)}
      onStartOver={() => leave(() => setBegun(null))}
      onDone={() => leave(onDone)}
      onDelete={(one) => leave(() => onDelete(one))}
      onDuplicate={onDuplicate}
    />
  );
}

interface OneEditProps extends EditExpenseFormProps {
  /** What was typed before. */
  readonly begun: UnfinishedEdit | null;
  readonly onTyped: (edit: UnfinishedEdit | null) => void;
  readonly onStartOver: () => void;
}

function OneEdit(props: OneEditProps) {
  const { expense, begun, onTyped, onStartOver, onDone, ...actions } = props;
  const editing = useEditedExpense(expense, onDone, begun ?? undefined, onTyped);
  const { form, money, today, base, current, general } = editing;
  const categories = useRecentCategories();
  const gone = current !== null && current.deletedAt !== null;
  return (
    <form noValidate onSubmit={form.onSubmit((fields) => void editing.save(fields))}>
      {begun !== null && <BegunNote onStartOver={onStartOver} />}
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
        className={classes.delete}
        variant="subtle"
        color="red"
        leftSection={<IconTrash size={17} stroke={1.75} aria-hidden="true" />}
        aria-label={t`Delete`}
        onClick={() => onDelete(expense)}
      >
        <span className={classes.deleteWords}>{t`Delete`}</span>
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
