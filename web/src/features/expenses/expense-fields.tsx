import { Stack, TextInput } from '@mantine/core';
import type { Category } from '@/api/categories';
import { AmountField } from '@/features/expenses/amount-field';
import { CategoryField } from '@/features/expenses/category-field';
import type { ExpenseForm } from '@/features/expenses/use-expense-form';
import type { MoneyFormat } from '@/money/format-amount';

interface ExpenseFieldsProps {
  readonly form: ExpenseForm;
  readonly money: MoneyFormat;
  readonly categories: readonly Category[];
}

/** Amount first, as it stands on the receipt in one's hand; then what for, when, and a word about it. */
export function ExpenseFields({ form, money, categories }: ExpenseFieldsProps) {
  return (
    <Stack gap="md">
      <AmountField form={form} money={money} />
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
