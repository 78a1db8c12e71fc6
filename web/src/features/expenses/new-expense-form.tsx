import { t } from '@lingui/core/macro';
import { Button } from '@mantine/core';
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import type { IsoDate } from '@/dates/calendar';
import { todayIn } from '@/dates/today';
import { BegunNote } from '@/features/expenses/begun-note';
import { ExpenseFields } from '@/features/expenses/expense-fields';
import { focusPage } from '@/features/expenses/list-focus';
import { onEscape } from '@/features/expenses/on-escape';
import type { Unfinished } from '@/features/expenses/unfinished-expenses';
import {
  draftFrom,
  type ExpenseFields as Fields,
  useExpenseForm,
} from '@/features/expenses/use-expense-form';
import { useKeptExpense } from '@/features/expenses/use-kept-expense';
import { useRecordExpense } from '@/features/expenses/use-record-expense';
import { useMe } from '@/sync/me';
import { useRecentCategories } from '@/sync/recent-use';
import { FormAlert } from '@/ui/form-alert';
import classes from './expense-form.module.css';

interface NewExpenseFormProps {
  /** Whether it stands in a page, where there is nothing to close and Save is all there is to do. */
  readonly inPage?: boolean;
  /** Whether it takes the focus by itself; otherwise it is given it by the dialog. */
  readonly focused?: boolean;
  readonly onDone: () => void;
  /** Called when an expense that was saved could not be recorded. It is kept, and the next form begins with it. */
  readonly onUnsaved: (entry: Unfinished) => void;
}

/** A form for one new expense after the other, the next one of the same day. */
export function NewExpenseForm({ focused = false, ...rest }: NewExpenseFormProps) {
  const today = todayIn(useMe().wallet.timeZone);
  const [next, setNext] = useState<{ number: number; date: IsoDate }>({ number: 0, date: today });
  return (
    <OneExpense
      key={next.number}
      date={next.date}
      resumes={next.number === 0}
      focused={focused || next.number > 0}
      onAnother={(date) => setNext({ number: next.number + 1, date })}
      {...rest}
    />
  );
}

interface OneExpenseProps extends NewExpenseFormProps {
  readonly date: IsoDate;
  readonly resumes: boolean;
  readonly onAnother: (date: IsoDate) => void;
}

function useNewExpense({ date, resumes, onAnother, onDone, onUnsaved }: OneExpenseProps) {
  const { id: userId, money, wallet } = useMe();
  const today = todayIn(wallet.timeZone);
  const kept = useKeptExpense({ userId, resumes });
  const empty: Fields = { amount: '', category: '', date, description: '' };
  const form = useExpenseForm(kept.found?.fields ?? empty, money, today, {
    onValuesChange: kept.keep,
    ...(kept.found?.problems && { initialErrors: kept.found.problems.fields }),
  });
  const record = useRecordExpense(onUnsaved);
  const sent = useRef(false);
  const save = (fields: Fields, another: boolean) => {
    // A second press meets a form that is on its way out.
    if (sent.current) return;
    sent.current = true;
    void record(kept.begin(draftFrom(fields, money), fields));
    if (another) onAnother(fields.date);
    else onDone();
  };
  const drop = (then: () => void) => () => {
    kept.forget();
    then();
  };
  return {
    form,
    money,
    today,
    found: kept.found,
    save,
    startOver: drop(() => onAnother(today)),
    cancel: drop(onDone),
  };
}

function OneExpense(props: OneExpenseProps) {
  const { form, money, today, found, save, startOver, cancel } = useNewExpense(props);
  const categories = useRecentCategories();
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (props.focused) element.current?.querySelector('input')?.focus();
  }, [props.focused]);
  const saveAndAdd = form.onSubmit((fields) => save(fields, true));
  const onShortcut = (event: KeyboardEvent) => {
    const asked = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (!asked) return;
    event.preventDefault();
    // A key that is held down would send the empty form that comes next.
    if (!event.repeat) saveAndAdd();
  };
  return (
    <form
      ref={element}
      noValidate
      onSubmit={form.onSubmit((fields) => save(fields, false))}
      onKeyDown={(event) => {
        onShortcut(event);
        // A dialog closes then; in a page the single keys do something again.
        if (props.inPage) onEscape(event, focusPage);
      }}
    >
      {found !== null && <Resumed problems={found.problems} onStartOver={startOver} />}
      <ExpenseFields form={form} money={money} today={today} categories={categories} />
      {props.inPage ? (
        <div className={classes.buttons}>
          <Button type="submit">{t`Save`}</Button>
        </div>
      ) : (
        <Buttons onCancel={cancel} onSaveAndAdd={() => saveAndAdd()} />
      )}
    </form>
  );
}

interface ResumedProps extends Pick<Unfinished, 'problems'> {
  readonly onStartOver: () => void;
}

/** Why the form is not empty: it was left, or what it says was refused. */
function Resumed({ problems, onStartOver }: ResumedProps) {
  if (problems === null) {
    return <BegunNote onStartOver={onStartOver} />;
  }
  if (problems.general === null) return null;
  return (
    <div className={classes.note}>
      <FormAlert>{problems.general}</FormAlert>
    </div>
  );
}

interface ButtonsProps {
  readonly onCancel: () => void;
  readonly onSaveAndAdd: () => void;
}

function Buttons({ onCancel, onSaveAndAdd }: ButtonsProps) {
  // The second press of a double click would meet the next form, which is empty.
  const onceOnly = ({ detail }: MouseEvent) => {
    if (detail < 2) onSaveAndAdd();
  };
  return (
    <div className={classes.buttons}>
      <Button
        className={`${classes.left} ${classes.wideOnly}`}
        variant="subtle"
        color="gray"
        onClick={onCancel}
      >
        {t`Cancel`}
      </Button>
      <Button
        variant="default"
        aria-keyshortcuts="Control+Enter Meta+Enter"
        title={t`Ctrl or Cmd and Enter`}
        onClick={onceOnly}
      >
        {t`Save and add another`}
      </Button>
      <Button type="submit">{t`Save`}</Button>
    </div>
  );
}
