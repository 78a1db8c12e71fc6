import { t } from '@lingui/core/macro';
import { Button, TextInput } from '@mantine/core';
import { type FocusEvent, useEffect, useEffectEvent, useRef } from 'react';
import type { Category } from '@/api/categories';
import type { Expense } from '@/api/expenses';
import { AmountField } from '@/features/expenses/amount-field';
import { CategoryField } from '@/features/expenses/category-field';
import { DateField } from '@/features/expenses/date-field';
import { onEscape } from '@/features/expenses/on-escape';
import { StaleNote } from '@/features/expenses/stale-note';
import { type UnfinishedEdit, useEditedExpense } from '@/features/expenses/use-edited-expense';
import type { ExpenseFields } from '@/features/expenses/use-expense-form';
import { CELLS, type Cell } from '@/features/expenses/use-in-place';
import { useRecentCategories } from '@/sync/recent-use';
import { FormAlert } from '@/ui/form-alert';
import { notifyProblem } from '@/ui/notify';
import classes from './row-editor.module.css';
import said from './said-label.module.css';

export interface RowEditorProps {
  readonly expense: Expense;
  /** The field that takes the focus. */
  readonly cell: Cell;
  /** What was typed before the row left the document; null where it is edited from the start. */
  readonly begun: UnfinishedEdit | null;
  readonly onTyped: (edit: UnfinishedEdit | null) => void;
  /** Called with whether the row is to have the focus again. */
  readonly onDone: (focus: boolean) => void;
}

/** A row as fields, where its words stood. What it needs more room for lies over the rows below and moves none of them. */
export function RowEditor({ expense, cell, begun, onTyped, onDone }: RowEditorProps) {
  const editing = useEditedExpense(expense, () => onDone(true), begun ?? undefined, onTyped);
  const { form, money, current, general } = editing;
  const element = useRef<HTMLFormElement>(null);
  useStart(element, begun === null ? cell : null);
  const gone = current !== null && current.deletedAt !== null;
  const leave = useEffectEvent(() => {
    // Its row leaves the list, and with it the place where this could be said.
    notifyProblem(t`This expense was deleted in the meantime, so your changes were not saved.`);
    onDone(true);
  });
  useEffect(() => {
    if (gone) leave();
  }, [gone]);
  const mend = (problems: Problems) => focusField(element.current, faultyOf(problems) ?? cell);
  const save = async (fields: ExpenseFields) => {
    const problems = await editing.save(fields);
    // A button that was pressed loses the focus while it waits for the answer.
    const within = element.current?.contains(document.activeElement);
    if (problems !== null && !within) mend(problems);
  };
  const title = expense.description || expense.category;
  return (
    <form
      ref={element}
      noValidate
      className={classes.editor}
      aria-label={t`Edit ${title}`}
      onSubmit={form.onSubmit(
        (fields) => void save(fields),
        (problems) => mend(problems),
      )}
      onKeyDown={(event) => onEscape(event, () => onDone(true))}
      onBlur={(event) => {
        if (hasLeft(event) && current === null && !editing.saving && !editing.changed()) {
          onDone(false);
        }
      }}
    >
      <EditorFields editing={editing} onTaken={() => focusField(element.current, 'date')} />
      {general !== null && <FormAlert>{general}</FormAlert>}
      {current !== null && !gone && (
        <StaleNote current={current} money={money} onTake={editing.takeCurrent} />
      )}
      <div className={classes.buttons}>
        <span className={classes.hint}>{t`Enter saves, Escape restores.`}</span>
        <Button variant="default" onClick={() => onDone(true)}>
          {t`Cancel`}
        </Button>
        <Button type="submit" loading={editing.saving}>
          {current === null ? t`Save` : t`Save mine`}
        </Button>
      </div>
    </form>
  );
}

interface EditorFieldsProps {
  readonly editing: ReturnType<typeof useEditedExpense>;
  readonly onTaken: () => void;
}

/** The names of the fields stand in the row itself; here they are said, not shown. */
function EditorFields({ editing, onTaken }: EditorFieldsProps) {
  const { form, money, today } = editing;
  const categories: readonly Category[] = useRecentCategories();
  const hidden = { label: said.label };
  return (
    <div className={classes.fields}>
      <TextInput
        label={t`Description (optional)`}
        name="description"
        classNames={hidden}
        placeholder={t`Description`}
        autoComplete="off"
        maxLength={500}
        key={form.key('description')}
        {...form.getInputProps('description')}
      />
      <CategoryField
        name="category"
        classNames={hidden}
        categories={categories}
        onTaken={onTaken}
        key={form.key('category')}
        {...form.getInputProps('category')}
      />
      <DateField form={form} today={today} compact />
      <AmountField form={form} money={money} compact />
    </div>
  );
}

function focusField(form: HTMLFormElement | null, cell: Cell): void {
  const field = form?.elements.namedItem(cell);
  if (!(field instanceof HTMLInputElement)) return;
  field.focus();
  if (field.type !== 'date') field.select();
}

/** Begins in the field that was pressed, all of it in sight. */
function useStart(form: { readonly current: HTMLFormElement | null }, cell: Cell | null): void {
  useEffect(() => {
    if (cell === null) return;
    form.current?.scrollIntoView({ block: 'nearest' });
    focusField(form.current, cell);
  }, [form, cell]);
}

/** What is wrong, by the name of the field. */
type Problems = Readonly<Record<string, unknown>>;

/** The first field, as they stand in the row, of which something is wrong. */
function faultyOf(problems: Problems): Cell | undefined {
  return CELLS.find((cell) => problems[cell] !== undefined);
}

/**
 * Whether the focus went elsewhere in the page: to another window and back it stays where it was. The calendar of the date
 * belongs to the row, but lies at the end of the document.
 */
function hasLeft({ currentTarget, relatedTarget }: FocusEvent): boolean {
  const inCalendar = relatedTarget instanceof Element && relatedTarget.closest('[role="dialog"]');
  return document.hasFocus() && !currentTarget.contains(relatedTarget) && !inCalendar;
}
