import { Stack, TextInput } from '@mantine/core';
import type { Category } from '@/api/categories';
import { CategoryField } from '@/features/expenses/category-field';
import type { ExpenseForm } from '@/features/expenses/use-expense-form';
import type { MoneyFormat } from '@/money/format-amount';
import classes from './expense-form.module.css';

interface ExpenseFieldsProps {
  readonly form: ExpenseForm;
  readonly money: MoneyFormat;
  readonly categories: readonly Category[];
}

/** Amount first, as it stands on the receipt in one's hand; then what for, when, and a word about it. */
export function ExpenseFields({ form, money, categories }: ExpenseFieldsProps) {
  return (
    <Stack gap="md">
      <TextInput
        label="Amount"
        classNames={{ root: classes.field, input: classes.amount }}
        inputMode="decimal"
        autoComplete="off"
        placeholder={money.digits === 0 ? '0' : `0.${'0'.repeat(money.digits)}`}
        rightSection={<span className={classes.currency}>{money.currency}</span>}
        rightSectionWidth={58}
        rightSectionPointerEvents="none"
        data-autofocus
        key={form.key('amount')}
        {...form.getInputProps('amount')}
      />
      <CategoryField
        categories={categories}
        key={form.key('category')}
        {...form.getInputProps('category')}
      />
      <TextInput
        label="Date"
        type="date"
        required
        withAsterisk={false}
        key={form.key('date')}
        {...form.getInputProps('date')}
      />
      <TextInput
        label="Description (optional)"
        autoComplete="off"
        maxLength={500}
        key={form.key('description')}
        {...form.getInputProps('description')}
      />
    </Stack>
  );
}
