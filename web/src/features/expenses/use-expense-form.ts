import { t } from '@lingui/core/macro';
import { useForm } from '@mantine/form';
import type { ExpenseDraft } from '@/api/expenses';
import { type IsoDate, isIsoDate } from '@/dates/calendar';
import { formatDigits } from '@/dates/format-date';
import { FIRST_DAY, lastDay } from '@/dates/kept-days';
import type { MoneyFormat } from '@/money/format-amount';
import { amountProblemText } from '@/money/parse-amount';
import { workOutAmount } from '@/money/work-out-amount';

/** The form as it is typed: the amount is text in the user's own way of writing until it is saved. */
export interface ExpenseFields {
  readonly amount: string;
  readonly category: string;
  /** What was typed, as long as it is no day. */
  readonly date: IsoDate;
  readonly description: string;
}

function dateProblem(date: string, today: IsoDate, locale: string): string | null {
  const sample = formatDigits(today, locale);
  if (date.trim() === '') return t`Enter a date.`;
  if (!isIsoDate(date)) return t`This is not a date. Enter one like ${sample}.`;
  if (date < FIRST_DAY) return t`The earliest date is in the year 1900.`;
  return date > lastDay(today) ? t`The date is more than a year ahead.` : null;
}

function amountProblem(text: string, money: MoneyFormat): string | null {
  const parsed = workOutAmount(text, money);
  return parsed.ok ? null : amountProblemText(parsed.problem, money);
}

interface ExpenseFormOptions {
  readonly onValuesChange?: (fields: ExpenseFields) => void;
  /** By the name of the field. */
  readonly initialErrors?: Readonly<Record<string, string>>;
}

export function useExpenseForm(
  initialValues: ExpenseFields,
  money: MoneyFormat,
  today: IsoDate,
  options: ExpenseFormOptions = {},
) {
  return useForm({
    mode: 'uncontrolled',
    initialValues,
    ...options,
    validate: {
      amount: (text) => amountProblem(text, money),
      category: (name) => (name.trim() === '' ? t`Choose a category, or type a new one.` : null),
      date: (date) => dateProblem(date, today, money.locale),
    },
  });
}

export type ExpenseForm = ReturnType<typeof useExpenseForm>;

/** What the validated form says. Throws when asked of a form with problems. */
export function draftFrom(fields: ExpenseFields, money: MoneyFormat): ExpenseDraft {
  const parsed = workOutAmount(fields.amount, money);
  if (!parsed.ok) throw new RangeError(`not an amount: ${parsed.problem}`);
  return {
    amount: parsed.minor,
    category: fields.category.trim(),
    date: fields.date,
    description: fields.description.trim(),
  };
}
