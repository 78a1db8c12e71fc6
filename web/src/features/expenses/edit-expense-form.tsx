import { t } from '@lingui/core/macro';
import { ActionIcon, Button } from '@mantine/core';
import { IconCopy, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { currentOf, type Expense } from '@/api/expenses';
import { ApiProblem } from '@/api/problem';
import { todayIn } from '@/dates/today';
import { ExpenseFields } from '@/features/expenses/expense-fields';
import { problemsOf } from '@/features/expenses/expense-problems';
import { StaleNote } from '@/features/expenses/stale-note';
import {
  draftFrom,
  type ExpenseFields as Fields,
  useExpenseForm,
} from '@/features/expenses/use-expense-form';
import { formatPlain, type MoneyFormat } from '@/money/format-amount';
import { useUpdateExpense } from '@/sync/expenses';
import { useMe } from '@/sync/me';
import { useRecentCategories } from '@/sync/recent-use';
import { FormAlert } from '@/ui/form-alert';
import { notifyDone } from '@/ui/notify';
import classes from './expense-form.module.css';

interface EditExpenseFormProps {
  readonly expense: Expense;
  readonly onDone: () => void;
  readonly onDelete: (expense: Expense) => void;
  readonly onDuplicate: (expense: Expense) => void;
}

function fieldsOf(expense: Expense, money: MoneyFormat): Fields {
  const { category, date, description } = expense;
  return { amount: formatPlain(expense.amount, money), category, date, description };
}

/** The expense as it is now, where that is why a change of `base` was refused. Who deletes it leaves nothing to find. */
function stateNow(error: Error, base: Expense, digits: number): Expense | null {
  if (!(error instanceof ApiProblem)) return null;
  if (error.code === 'not_found') return { ...base, deletedAt: base.deletedAt ?? 'unknown' };
  return currentOf(error, digits);
}

/** What a save is based on, and what went wrong with it. */
function useEditing(expense: Expense, onDone: () => void) {
  const { money, wallet } = useMe();
  const today = todayIn(wallet.timeZone);
  const form = useExpenseForm(fieldsOf(expense, money), money, today);
  const update = useUpdateExpense();
  const [base, setBase] = useState(expense);
  const [current, setCurrent] = useState<Expense | null>(null);
  const [general, setGeneral] = useState<string | null>(null);

  const save = (fields: Fields) => {
    setGeneral(null);
    const from = current ?? base;
    update.mutate(
      { base: from, draft: draftFrom(fields, money) },
      {
        onSuccess: () => {
          notifyDone(t`Saved.`);
          onDone();
        },
        onError: (error) => {
          const now = stateNow(error, from, wallet.minorUnitDigits);
          setCurrent(now);
          if (now !== null) return;
          const { fields: errors, general: text } = problemsOf(error);
          form.setErrors(errors);
          setGeneral(text);
        },
      },
    );
  };
  const takeCurrent = () => {
    if (current === null) return;
    form.setValues(fieldsOf(current, money));
    setBase(current);
    setCurrent(null);
  };
  return {
    form,
    money,
    today,
    base,
    current,
    general,
    save,
    takeCurrent,
    saving: update.isPending,
  };
}

export function EditExpenseForm({ expense, onDone, ...actions }: EditExpenseFormProps) {
  const editing = useEditing(expense, onDone);
  const { form, money, today, base, current, general } = editing;
  const categories = useRecentCategories();
  const gone = current !== null && current.deletedAt !== null;
  return (
    <form noValidate onSubmit={form.onSubmit(editing.save)}>
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
