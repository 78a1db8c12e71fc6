import { t } from '@lingui/core/macro';
import { Loader, TextInput } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { problemText } from '@/api/problem';
import type { IsoMonth } from '@/dates/calendar';
import { formatGrouped, formatPlain, type MoneyFormat } from '@/money/format-amount';
import { type AmountProblem, amountProblemText, parseAmount } from '@/money/parse-amount';
import { useSetBudget } from '@/sync/budgets';
import type { BudgetEntry } from './budget-entries';
import classes from './budget-field.module.css';

type BudgetFieldProps = {
  readonly entry: BudgetEntry;
  readonly month: IsoMonth;
  readonly money: MoneyFormat;
  /** Ends the budget. */
  readonly onRemove: () => void;
};

function problemWords(problem: AmountProblem, money: MoneyFormat): string {
  return problem === 'not_positive'
    ? t`A budget cannot be below zero.`
    : amountProblemText(problem, money);
}

/** Goes to the same field of the row below or above. Leaving a field is what saves it. */
function moveFocus(field: HTMLInputElement, step: 1 | -1): boolean {
  const fields = [...(field.closest('table')?.querySelectorAll('input') ?? [])];
  const next = fields[fields.indexOf(field) + step];
  next?.focus();
  return next !== undefined;
}

/** The text being typed, while it is not yet what the server has. */
function useBudgetDraft({ entry, month, money, onRemove }: BudgetFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const setBudget = useSetBudget();
  const settle = () => {
    setDraft(null);
    setProblem(null);
  };
  const save = () => {
    if (draft === null || setBudget.isPending) return;
    if (draft.trim() === '') {
      if (entry.budget !== null) onRemove();
      settle();
      return;
    }
    const parsed = parseAmount(draft, money, { allowZero: true });
    if (!parsed.ok) {
      setProblem(problemWords(parsed.problem, money));
      return;
    }
    if (parsed.minor === entry.budget) {
      settle();
      return;
    }
    setBudget.mutate(
      { category: entry.name, amount: parsed.minor, month },
      { onSuccess: settle, onError: (error) => setProblem(problemText(error)) },
    );
  };
  const type = (text: string) => {
    setDraft(text);
    setProblem(null);
  };
  return { draft, problem, save, settle, type, setBudget };
}

/** The text of a field at rest is grouped, and plain while it is typed in; coming to it selects all of it. */
function useFieldText({ entry: { budget }, money }: BudgetFieldProps, draft: string | null) {
  const input = useRef<HTMLInputElement>(null);
  const [focused, setFocused] = useState(false);
  useLayoutEffect(() => {
    if (focused) input.current?.select();
  }, [focused]);
  const format = focused ? formatPlain : formatGrouped;
  const text = draft ?? (budget === null ? '' : format(budget, money));
  return { input, text, setFocused };
}

/** An amount that is typed in place: Enter saves and goes down, Escape takes back what was typed. */
export function BudgetField(props: BudgetFieldProps) {
  const { entry } = props;
  const { name } = entry;
  const { draft, problem, save, settle, type, setBudget } = useBudgetDraft(props);
  const { input, text, setFocused } = useFieldText(props, draft);
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') settle();
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (!moveFocus(event.currentTarget, event.shiftKey ? -1 : 1)) save();
  };
  return (
    <TextInput
      ref={input}
      className={classes.field}
      aria-label={t`Budget for ${name}`}
      inputMode="decimal"
      autoComplete="off"
      enterKeyHint="next"
      placeholder={t({ message: 'None', context: 'no budget' })}
      value={text}
      error={problem}
      rightSectionWidth={30}
      rightSection={
        <SaveState pending={setBudget.isPending} done={setBudget.isSuccess && draft === null} />
      }
      onChange={(event) => type(event.currentTarget.value)}
      onFocus={() => setFocused(true)}
      onBlur={() => {
        setFocused(false);
        save();
      }}
      onKeyDown={press}
    />
  );
}

function SaveState({ pending, done }: { readonly pending: boolean; readonly done: boolean }) {
  if (pending) return <Loader size={14} />;
  return (
    <span className={classes.saved} role="status">
      {done ? <IconCheck size={16} stroke={2} aria-label={t`Saved`} /> : null}
    </span>
  );
}
