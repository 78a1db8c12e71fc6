import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { currentOf, type Expense } from '@/api/expenses';
import { ApiProblem } from '@/api/problem';
import { todayIn } from '@/dates/today';
import { problemsOf } from '@/features/expenses/expense-problems';
import {
  draftFrom,
  type ExpenseFields,
  useExpenseForm,
} from '@/features/expenses/use-expense-form';
import { formatPlain, type MoneyFormat } from '@/money/format-amount';
import { useUpdateExpense } from '@/sync/expenses';
import { useMe } from '@/sync/me';
import { notifyDone } from '@/ui/notify';

/** An edit that is under way: what it is based on, and what was typed. */
export interface UnfinishedEdit {
  readonly base: Expense;
  readonly fields: ExpenseFields;
}

function fieldsOf(expense: Expense, money: MoneyFormat): ExpenseFields {
  const { category, date, description } = expense;
  return { amount: formatPlain(expense.amount, money), category, date, description };
}

const FIELDS = ['amount', 'category', 'date', 'description'] as const;

function differs(typed: ExpenseFields, expense: Expense, money: MoneyFormat): boolean {
  const before = fieldsOf(expense, money);
  return FIELDS.some((name) => typed[name] !== before[name]);
}

/** The expense as it is now, where that is why a change of `base` was refused. Who deletes it leaves nothing to find. */
function stateNow(error: unknown, base: Expense, digits: number): Expense | null {
  if (!(error instanceof ApiProblem)) return null;
  if (error.code === 'not_found') return { ...base, deletedAt: base.deletedAt ?? 'unknown' };
  return currentOf(error, digits);
}

/** What is wrong, by the field; empty where it is none of them. */
type Refused = Readonly<Record<string, string>>;

/**
 * The form of an expense that is there already: what a save is based on, and what went wrong with it. It goes on from
 * `begun`, where there is something; `onTyped` hears of every change, and null where that leaves all as it was.
 */
export function useEditedExpense(
  expense: Expense,
  onDone: () => void,
  begun?: UnfinishedEdit,
  onTyped?: (edit: UnfinishedEdit | null) => void,
) {
  const { money, wallet } = useMe();
  const today = todayIn(wallet.timeZone);
  const [base, setBase] = useState(begun?.base ?? expense);
  const form = useExpenseForm(begun?.fields ?? fieldsOf(expense, money), money, today, {
    onValuesChange: (fields) => onTyped?.(differs(fields, base, money) ? { base, fields } : null),
  });
  const update = useUpdateExpense();
  const [current, setCurrent] = useState<Expense | null>(null);
  const [general, setGeneral] = useState<string | null>(null);

  const refused = (error: unknown, from: Expense): Refused => {
    const now = stateNow(error, from, wallet.minorUnitDigits);
    setCurrent(now);
    if (now !== null) return {};
    const { fields, general: text } = problemsOf(error);
    form.setErrors(fields);
    setGeneral(text);
    return fields;
  };
  /** Answers what was refused, by the field; null once it is saved. */
  const save = async (fields: ExpenseFields): Promise<Refused | null> => {
    if (update.isPending) return null;
    setGeneral(null);
    const from = current ?? base;
    try {
      // Not the callbacks of `mutate`, which are dropped when the row leaves its place before they are called.
      await update.mutateAsync({ base: from, draft: draftFrom(fields, money) });
      notifyDone(t`Saved.`);
      onDone();
      return null;
    } catch (error) {
      return refused(error, from);
    }
  };
  const takeCurrent = () => {
    if (current === null) return;
    form.setValues(fieldsOf(current, money));
    onTyped?.(null);
    setBase(current);
    setCurrent(null);
  };
  const changed = () => differs(form.getValues(), base, money);
  const saving = update.isPending;
  return { form, money, today, base, current, general, save, takeCurrent, changed, saving };
}
