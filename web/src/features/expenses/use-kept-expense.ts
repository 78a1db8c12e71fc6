import { useRef, useState } from 'react';
import type { ExpenseDraft } from '@/api/expenses';
import {
  isEmpty,
  type Unfinished,
  unfinishedExpenses,
} from '@/features/expenses/unfinished-expenses';
import type { ExpenseFields } from '@/features/expenses/use-expense-form';
import { forgetDraft, keepDraft } from '@/session/expense-draft';
import { useRecordingsUnderWay } from '@/sync/expenses';
import { newRecordingKey, type Recording } from '@/sync/record-once';

interface KeptExpenseOptions {
  readonly userId: string;
  /** Whether the form begins with what an earlier one left unfinished, if there is any. */
  readonly resumes: boolean;
}

/** An act of recording, and where its entry is kept meanwhile. */
export interface SentExpense {
  readonly entry: Unfinished;
  readonly recording: Recording;
}

/** Keeps what is typed into one form, at every letter. */
export function useKeptExpense({ userId, resumes }: KeptExpenseOptions) {
  const underWay = useRecordingsUnderWay();
  const [found] = useState(() => (resumes ? left(userId, underWay()) : null));
  const [slot] = useState(() => found?.slot ?? newRecordingKey());
  const begun = useRef(found?.recording ?? null);
  const forget = () => forgetDraft(userId, slot);
  return {
    found,
    forget,
    keep(fields: ExpenseFields) {
      if (isEmpty(fields) && begun.current === null) forget();
      else keepDraft(userId, entryOf(slot, fields, begun.current));
    },
    /** An entry that was sent before without an answer goes under the same key again. */
    begin(draft: ExpenseDraft, fields: ExpenseFields): SentExpense {
      const repeated = begun.current !== null;
      const recording = begun.current ?? { key: newRecordingKey(), firstDraft: draft };
      begun.current = recording;
      const entry = entryOf(slot, fields, recording);
      keepDraft(userId, entry);
      return { entry, recording: { ...recording, draft, repeated } };
    },
  };
}

function entryOf(slot: string, fields: ExpenseFields, recording: Unfinished['recording']) {
  return { slot, fields, recording, problems: null };
}

/** The newest that nobody is about to record, before all others one that was refused. */
function left(userId: string, underWay: ReadonlySet<string>): Unfinished | null {
  const waiting = unfinishedExpenses(userId).filter(
    ({ recording }) => recording === null || !underWay.has(recording.key),
  );
  return waiting.findLast(({ problems }) => problems !== null) ?? waiting.at(-1) ?? null;
}
