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

function counted(rows: readonly Expense[]): string {
  return rows.length === 1 ? '1 expense' : `${rows.length} expenses`;
}

function idsOf(rows: readonly Expense[]): string[] {
  return rows.map(({ id }) => id);
}

function failureText(error: unknown): string {
  return error instanceof ApiProblem && error.code === 'not_found'
    ? 'One of these expenses was deleted in the meantime, so none was changed.'
    : `Nothing was changed. ${problemText(error)}`;
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
      const unknown = error instanceof ApiProblem && error.passing;
      if (unknown) notifyRetry({ message, onRetry: () => void send(write, onDone) });
      else notifyProblem(message);
    }
  };
}

/** Deletes, moves and recategorises several expenses in one write each, and offers to take it back. */
export function useChangeMany(): ManyActions {
  const { money, wallet } = useMe();
  const send = useSend();
  const act = ({ rows, batch, done, after, undo, undone }: Act) => {
    if (rows.length === 0) return;
    const takeBack = () =>
      void send({ key: newRecordingKey(), batch: undo, rows: after }, () => notifyDone(undone));
    void send({ key: newRecordingKey(), batch, rows }, () =>
      notifyUndo({ message: done, onUndo: takeBack }),
    );
  };
  const change = (
    rows: readonly Expense[],
    changes: { readonly date: IsoDate } | { readonly category: string },
    done: string,
  ) =>
    act({
      rows,
      done,
      batch: { action: 'update', items: rows.map(({ id }) => ({ id, ...changes })) },
      after: rows.map((row) => ({ ...row, ...changes })),
      undo: {
        action: 'update',
        items: rows.map((row) => ({ id: row.id, ...valuesOf(row, changes) })),
      },
      undone: `${counted(rows)} ${rows.length === 1 ? 'is' : 'are'} as before.`,
    });
  return {
    remove: (rows) =>
      act({
        rows,
        batch: { action: 'delete', ids: idsOf(rows) },
        after: rows,
        done: `Deleted ${counted(rows)}, ${formatAmount(sumOf(rows.map(({ amount }) => amount)), money)}.`,
        undo: { action: 'restore', ids: idsOf(rows) },
        undone: `${counted(rows)} ${rows.length === 1 ? 'is' : 'are'} back.`,
      }),
    moveTo: (all, date) => {
      const rows = all.filter((row) => row.date !== date);
      const day = formatDay(date, todayIn(wallet.timeZone), money.locale);
      change(rows, { date }, `Moved ${counted(rows)} to ${day}.`);
    },
    recategorise: (all, category) => {
      const rows = all.filter((row) => row.category !== category);
      change(rows, { category }, `Changed ${counted(rows)} to ${category}.`);
    },
  };
}

/** The values that the changes replace. */
function valuesOf(row: Expense, changes: object) {
  return 'date' in changes ? { date: row.date } : { category: row.category };
}
