import type { Expense, ExpensePage } from '@/api/expenses';
import type { IsoDate } from '@/dates/calendar';
import { type MinorUnits, sumOf } from '@/money/minor-units';

export interface Day {
  readonly date: IsoDate;
  readonly expenses: readonly Expense[];
  /** Null while more of the day's expenses are on a page that is not loaded yet. */
  readonly total: MinorUnits | null;
}

/**
 * The last day that began with each row. A day in which nothing has changed stays the same object, so that its rows need
 * not be drawn again when another page arrives or a row of another day changes.
 */
const knownDays = new WeakMap<Expense, Day>();

/** Puts the loaded pages, newest first, into days. */
export function groupByDay(pages: readonly ExpensePage[]): Day[] {
  const byDate = new Map<IsoDate, Expense[]>();
  for (const expense of rowsOf(pages)) {
    const day = byDate.get(expense.date);
    if (day === undefined) byDate.set(expense.date, [expense]);
    else day.push(expense);
  }
  const lastDate = [...byDate.keys()].at(-1);
  const complete = pages.at(-1)?.nextCursor == null;
  return [...byDate].map(([date, expenses]) =>
    dayOf(date, expenses, complete || date !== lastDate),
  );
}

/** A row that moved between two requests may come twice; the newer page knows it better. */
function rowsOf(pages: readonly ExpensePage[]): Iterable<Expense> {
  const rows = new Map<string, Expense>();
  for (const { expenses } of pages) {
    for (const expense of expenses) rows.set(expense.id, expense);
  }
  return rows.values();
}

function dayOf(date: IsoDate, expenses: readonly Expense[], complete: boolean): Day {
  const [first] = expenses;
  const known = first && knownDays.get(first);
  const same =
    known?.expenses.length === expenses.length &&
    (known.total !== null) === complete &&
    expenses.every((expense, index) => known.expenses[index] === expense);
  if (known && same) return known;
  const total = complete ? sumOf(expenses.map(({ amount }) => amount)) : null;
  const day = { date, expenses, total };
  if (first) knownDays.set(first, day);
  return day;
}
