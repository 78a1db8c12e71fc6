import { t } from '@lingui/core/macro';
import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useRef } from 'react';
import { AmountKeys } from '@/features/expenses/amount-keys';
import type { ExpenseForm } from '@/features/expenses/use-expense-form';
import { formatAmount, formatPlain, type MoneyFormat } from '@/money/format-amount';
import { amountProblemText } from '@/money/parse-amount';
import { isSum, workOutAmount } from '@/money/work-out-amount';
import classes from './expense-form.module.css';
import said from './said-label.module.css';

interface AmountFieldProps {
  readonly form: ExpenseForm;
  readonly money: MoneyFormat;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  /** As one field of a row: its name said, not shown, and no larger than the others. */
  readonly compact?: boolean;
}

/** An amount as it stands on the receipt, or a sum of several: what it comes to is said below while it is typed. */
export function AmountField({ form, money, onKeyDown, compact = false }: AmountFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const typed = form.useWatchValue('amount');
  const props = form.getInputProps('amount');
  return (
    <div>
      <TextInput
        ref={input}
        label={t`Amount`}
        name="amount"
        classNames={
          compact ? { label: said.label } : { root: classes.field, input: classes.amount }
        }
        inputMode="decimal"
        enterKeyHint="next"
        autoComplete="off"
        placeholder={formatPlain(0, money)}
        description={props.error ? null : resultOf(typed, money)}
        descriptionProps={{ 'aria-live': 'polite' }}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        rightSection={<span className={classes.currency}>{money.currency}</span>}
        rightSectionWidth={58}
        rightSectionPointerEvents="none"
        {...(onKeyDown && { onKeyDown })}
        data-autofocus
        key={form.key('amount')}
        {...props}
      />
      {!compact && <AmountKeys amount={input} />}
    </div>
  );
}

function resultOf(typed: string, money: MoneyFormat) {
  if (!isSum(typed)) return null;
  const parsed = workOutAmount(typed, money);
  if (!parsed.ok) return amountProblemText(parsed.problem, money);
  return <span className={classes.result}>= {formatAmount(parsed.minor, money)}</span>;
}
