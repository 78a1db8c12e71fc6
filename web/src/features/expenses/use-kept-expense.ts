import { useRef, useState } from 'react';
import type { ExpenseDraft } from '@/api/expenses';
import type { ExpenseFields } from '@/features/expenses/use-expense-form';
import { forgetDraft, type KeptDraft, keepDraft, readDraft } from '@/session/expense-draft';
import { newRecordingKey } from '@/sync/record-once';

/** The key and the first content of one act of recording, kept until an answer is known. */
interface Begun {
  readonly key: string;
  readonly firstDraft: ExpenseDraft;
}

type Kept = KeptDraft<ExpenseFields, Begun>;

const FIELDS = ['amount', 'category', 'date', 'description'] as const;

/** The storage is the user's to change, and may hold what an older version of the app wrote. */
function asKept(value: unknown): Kept | null {
  const fields = (value as Partial<Kept> | null)?.fields;
  if (!fields || FIELDS.some((name) => typeof fields[name] !== 'string')) return null;
  const recording = (value as Kept).recording;
  return { fields, recording: typeof recording?.key === 'string' ? recording : null };
}

function isEmpty({ amount, category, description }: ExpenseFields): boolean {
  return (amount + category + description).trim() === '';
}

/**
 * What of a new expense outlives its form: what was typed and, with it, the key of a recording whose answer got lost, so
 * that saving it from the form that is opened next still records it once.
 */
export function useKeptExpense(userId: string) {
  const [found] = useState(() => asKept(readDraft(userId)));
  const begun = useRef<Begun | null>(found?.recording ?? null);
  const keep = (fields: ExpenseFields) => {
    if (isEmpty(fields) && begun.current === null) forgetDraft(userId);
    else keepDraft(userId, { fields, recording: begun.current });
  };
  return {
    /** What was typed before, in a form that was closed without saving. */
    found: found?.fields ?? null,
    keep,
    begin(draft: ExpenseDraft, fields: ExpenseFields) {
      const repeated = begun.current !== null;
      begun.current ??= { key: newRecordingKey(), firstDraft: draft };
      keep(fields);
      return { ...begun.current, draft, repeated };
    },
    /** A refusal recorded nothing: the next try is another recording. */
    refused(fields: ExpenseFields) {
      begun.current = null;
      keep(fields);
    },
    forget() {
      begun.current = null;
      forgetDraft(userId);
    },
  };
}
