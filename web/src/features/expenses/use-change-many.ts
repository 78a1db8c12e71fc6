import { plural, t } from '@lingui/core/macro';
import type { ExpenseBatch } from '@/api/expense-batches';
import type { Expense } from '@/api/expenses';
import { ApiProblem, problemText } from '@/api/problem';
import type { IsoDate } from '@/dates/calendar';
import { formatDay } from '@/dates/format-date';
import { todayIn } from '@/dates/today';
import { formatAmount } from '@/money/format-amount';
import { sumOf } from '@/money/minor-units';
import { type BatchWrite, useChangeExpenses } from '@/sync/expense-batches';
import { useMe } from '@/sync/me';
import { newRecordingKey } from '@/sync/record-once';
import { notifyDone, notifyProblem, notifyRetry, notifyUndo } from '@/ui/notify';

/** What an act on several rows says, and how it is taken back. */
interface Act {
  readonly rows: readonly Expense[];
  readonly batch: ExpenseBatch;
  readonly done: string;
  /** The rows as the act leaves them. */
  readonly after: readonly Expense[];
  readonly undo: ExpenseBatch;
  readonly undone: string;
}

export interface ManyActions {
  readonly remove: (rows: readonly Expense[]) => void;
  readonly moveTo: (rows: readonly Expense[], date: IsoDate) => void;
  readonly recategorise: (rows: readonly Expense[], category: string) => void;
}

function idsOf(rows: readonly Expense[]): string[] {
  return rows.map(({ id }) => id);
}

function isPassing(error: unknown): boolean {
  return error instanceof ApiProblem && error.passing;
}

function failureText(error: unknown): string {
  if (error instanceof ApiProblem && error.code === 'not_found') {
    return t`One of these expenses was deleted in the meantime, so none was changed.`;
  }
  const reason = problemText(error);
  // Where no answer came, it may be done all the same.
  if (isPassing(error)) return t`It is not certain that this was done. ${reason}`;
  return t`Nothing was changed. ${reason}`;
}

/** Sends one act under one key, however many tries it takes, and says how it went. */
function useSend() {
  const { mutateAsync } = useChangeExpenses();
  return async function send(write: BatchWrite, onDone: () => void): Promise<void> {
    try {
      // Not the callbacks of `mutate`, which are dropped when the list leaves the page before the answer.
      await mutateAsync(write);
      onDone();
    } catch (error) {
      const message = failureText(error);
      if (isPassing(error)) notifyRetry({ message, onRetry: () => void send(write, onDone) });
      else notifyProblem(message);
    }
  };
}

/** Does it, and offers to take it back. */
function useAct() {
  const send = useSend();
  return ({ rows, batch, done, after, undo, undone }: Act) => {
    if (rows.length === 0) return;
    const takeBack = () =>
      void send({ key: newRecordingKey(), batch: undo, rows: after }, () => notifyDone(undone));
    void send({ key: newRecordingKey(), batch, rows }, () =>
      notifyUndo({ message: done, onUndo: takeBack }),
    );
  };
}

type Changes = { readonly date: IsoDate } | { readonly category: string };

/** The same change to each of the rows, and what gives each its own values back. */
function changing(rows: readonly Expense[], changes: Changes, count: string): Omit<Act, 'done'> {
  return {
    rows,
    batch: { action: 'update', items: rows.map(({ id }) => ({ id, ...changes })) },
    after: rows.map((row) => ({ ...row, ...changes })),
    undo: {
      action: 'update',
      items: rows.map((row) => ({ id: row.id, ...valuesOf(row, changes) })),
    },
    undone: plural(rows.length, {
      one: `${count} expense is as before.`,
      other: `${count} expenses are as before.`,
    }),
  };
}

/** Deletes, moves and recategorises several expenses in one write each, and offers to take it back. */
export function useChangeMany(): ManyActions {
  const { money, wallet } = useMe();
  const act = useAct();
  const shown = (rows: readonly Expense[]) => rows.length.toLocaleString(money.locale);
  return {
    remove: (rows) => {
      const count = shown(rows);
      const sum = formatAmount(sumOf(rows.map(({ amount }) => amount)), money);
      act({
        rows,
        batch: { action: 'delete', ids: idsOf(rows) },
        after: rows,
        done: plural(rows.length, {
          one: `Deleted ${count} expense, ${sum}.`,
          other: `Deleted ${count} expenses, ${sum}.`,
        }),
        undo: { action: 'restore', ids: idsOf(rows) },
        undone: plural(rows.length, {
          one: `${count} expense is back.`,
          other: `${count} expenses are back.`,
        }),
      });
    },
    moveTo: (all, date) => {
      const rows = all.filter((row) => row.date !== date);
      const count = shown(rows);
      const day = formatDay(date, todayIn(wallet.timeZone), money.locale);
      const done = plural(rows.length, {
        one: `Moved ${count} expense to ${day}.`,
        other: `Moved ${count} expenses to ${day}.`,
      });
      act({ done, ...changing(rows, { date }, count) });
    },
    recategorise: (all, category) => {
      const rows = all.filter((row) => row.category !== category);
      const count = shown(rows);
      const done = plural(rows.length, {
        one: `Changed ${count} expense to ${category}.`,
        other: `Changed ${count} expenses to ${category}.`,
      });
      act({ done, ...changing(rows, { category }, count) });
    },
  };
}

/** The values that the changes replace. */
function valuesOf(row: Expense, changes: Changes) {
  return 'date' in changes ? { date: row.date } : { category: row.category };
}
