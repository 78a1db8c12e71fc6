import { Stack } from '@mantine/core';
import { type KeyboardEvent, useRef } from 'react';
import type { Category } from '@/api/categories';
import type { IsoDate } from '@/dates/calendar';
import { AmountField } from '@/features/expenses/amount-field';
import { CategoryField } from '@/features/expenses/category-field';
import { DateField } from '@/features/expenses/date-field';
import { DescriptionField } from '@/features/expenses/description-field';
import type { ExpenseForm } from '@/features/expenses/use-expense-form';
import { useProposedCategory } from '@/features/expenses/use-proposed-category';
import type { MoneyFormat } from '@/money/format-amount';
import classes from './expense-form.module.css';

interface ExpenseFieldsProps {
  readonly form: ExpenseForm;
  readonly money: MoneyFormat;
  /** The day it is in the wallet's time zone. */
  readonly today: IsoDate;
  /** In the order in which they are offered. */
  readonly categories: readonly Category[];
}

/**
 * Where a field to write in would bring up the keyboard again, over the rest of the form. With a keyboard of their own, people
 * go on with the words: the day is right most of the time.
 */
function hasFinger(): boolean {
  return window.matchMedia('(pointer: coarse)').matches;
}

/** Amount first, as it stands on the receipt in one's hand; then what for, when, and a word about it. */
export function ExpenseFields({ form, money, today, categories }: ExpenseFieldsProps) {
  const category = useRef<HTMLInputElement>(null);
  const day = useRef<HTMLButtonElement>(null);
  const description = useRef<HTMLInputElement>(null);
  const goOn = (event: KeyboardEvent) => {
    const plainEnter = event.key === 'Enter' && !event.ctrlKey && !event.metaKey;
    if (!plainEnter || event.nativeEvent.isComposing || form.getValues().category !== '') return;
    event.preventDefault();
    category.current?.focus();
  };
  const proposal = useProposedCategory(form);
  const { onChange: writeCategory, ...categoryProps } = form.getInputProps('category');
  return (
    <Stack gap="md">
      <AmountField form={form} money={money} onKeyDown={goOn} />
      <div>
        <CategoryField
          ref={category}
          categories={categories}
          onTaken={() => (hasFinger() ? day : description).current?.focus()}
          key={form.key('category')}
          {...categoryProps}
          onChange={(name) => {
            proposal.onChosen();
            writeCategory(name);
          }}
        />
        <p className={classes.proposed} role="status">
          {proposal.words}
        </p>
      </div>
      <DateField ref={day} form={form} today={today} />
      <DescriptionField
        ref={description}
        onKnown={proposal.onKnown}
        key={form.key('description')}
        {...form.getInputProps('description')}
      />
    </Stack>
  );
}
