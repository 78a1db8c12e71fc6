import type { Expense, ExpensePage } from '@/api/expenses';
import type { IsoDate } from '@/dates/calendar';
import { type MinorUnits, sumOf } from '@/money/minor-units';

export interface Day {
  readonly date: IsoDate;
  readonly expenses: readonly Expense[];
  /** Null while more of the day's expenses are on a page that is not loaded yet. */
  readonly total: MinorUnits | null;
}

/** Puts the loaded pages, newest first, into days. */
export function groupByDay(pages: readonly ExpensePage[]): Day[] {
  const byDate = new Map<IsoDate, Expense[]>();
  // A row that moved between two requests may come twice; the newer page knows it better.
  const rows = new Map(pages.flatMap((page) => page.expenses).map((row) => [row.id, row]));
  for (const expense of rows.values()) {
    const day = byDate.get(expense.date);
    if (day === undefined) byDate.set(expense.date, [expense]);
    else day.push(expense);
  }
  const lastDate = [...byDate.keys()].at(-1);
  const complete = pages.at(-1)?.nextCursor == null;
  return [...byDate].map(([date, expenses]) => ({
    date,
    expenses,
    total: complete || date !== lastDate ? sumOf(expenses.map((expense) => expense.amount)) : null,
  }));
}
