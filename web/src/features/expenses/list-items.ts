import type { Expense } from '@/api/expenses';
import type { Day } from '@/features/expenses/group-by-day';

interface HeadItem {
  readonly kind: 'head';
  readonly key: string;
  readonly day: Day;
}

export interface RowItem {
  readonly kind: 'row';
  readonly key: string;
  readonly day: Day;
  readonly expense: Expense;
  /** Which of its day it is, from 1. */
  readonly position: number;
}

export type ListItem = HeadItem | RowItem;

/** Fixed, so that where each row stands is known before it was ever drawn: going back finds the same place. */
export const HEAD_HEIGHT = 45;
export const ROW_HEIGHT = 57;

/** The items of each day that was ever listed: a day that stays the same keeps them. */
const itemsByDay = new WeakMap<Day, readonly ListItem[]>();

/** The days as one sequence of heads and rows, from which a window shows the part in sight. */
export function itemsOf(days: readonly Day[]): ListItem[] {
  return days.flatMap((day) => {
    const items = itemsByDay.get(day) ?? itemsOfDay(day);
    itemsByDay.set(day, items);
    return items;
  });
}

function itemsOfDay(day: Day): readonly ListItem[] {
  const rows = day.expenses.map(
    (expense, index): RowItem => ({
      kind: 'row',
      key: expense.id,
      day,
      expense,
      position: index + 1,
    }),
  );
  return [{ kind: 'head', key: day.date, day }, ...rows];
}

/** The nearest row in a direction, starting with the one after `from`. */
export function nextRow(
  items: readonly ListItem[],
  from: number,
  step: 1 | -1,
): RowItem | undefined {
  for (let index = from + step; index >= 0 && index < items.length; index += step) {
    const item = items[index];
    if (item?.kind === 'row') return item;
  }
  return undefined;
}
