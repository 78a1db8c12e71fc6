import { answerOf, api } from '@/api/client';
import { type Expense, expenseFrom } from '@/api/expenses';
import type { IsoDate } from '@/dates/calendar';

/** The most expenses that the API changes in one write. */
export const MOST_AT_ONCE = 1000;

/** What one expense is to become; what is left out stays. */
interface BatchItem {
  readonly id: string;
  readonly date?: IsoDate;
  readonly category?: string;
}

export type ExpenseBatch =
  | { readonly action: 'delete' | 'restore'; readonly ids: readonly string[] }
  | { readonly action: 'update'; readonly items: readonly BatchItem[] };

interface WrittenBatch {
  /** The wallet's after the write. */
  readonly revision: number;
  /** As they are now, in the order of the batch. */
  readonly expenses: readonly Expense[];
}

function bodyFrom(batch: ExpenseBatch) {
  return batch.action === 'update'
    ? { action: batch.action, items: [...batch.items] }
    : { action: batch.action, ids: [...batch.ids] };
}

/**
 * Changes all the expenses or, when one of them cannot be, none. Sent again with the same key it changes nothing more.
 */
export async function changeExpenses(
  batch: ExpenseBatch,
  key: string,
  digits: number,
): Promise<WrittenBatch> {
  const params = { header: { 'Idempotency-Key': key } };
  const call = api.POST('/expenses/batch', { params, body: bodyFrom(batch) });
  const { data } = await answerOf(call);
  const expenses = data.expenses.map((wire) => expenseFrom(wire, digits));
  return { revision: data.revision, expenses };
}
