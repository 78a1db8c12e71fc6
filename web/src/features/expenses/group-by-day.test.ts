import { describe, expect, it } from 'vitest';
import type { Expense, ExpensePage } from '@/api/expenses';
import { groupByDay } from '@/features/expenses/group-by-day';
import { itemsOf } from '@/features/expenses/list-items';

function anExpense(id: string, date: string, amount: number): Expense {
  const rest = { category: 'Food', categoryId: 'food', description: '', deletedAt: null };
  return { id, date, amount, revision: 1, ...rest };
}

function aPage(expenses: Expense[], nextCursor: string | null): ExpensePage {
  return { expenses, nextCursor, count: null, total: null };
}

describe('groupByDay', () => {
  const first = [anExpense('a', '2026-11-20', 1999), anExpense('b', '2026-11-20', 1)];

  it('adds up each day', () => {
    const days = groupByDay([aPage([...first, anExpense('c', '2026-11-18', 500)], null)]);
    expect(days.map(({ date, total }) => [date, total])).toEqual([
      ['2026-11-20', 2000],
      ['2026-11-18', 500],
    ]);
  });

  it('gives no total to a day that the next page may go on with', () => {
    const days = groupByDay([aPage([...first, anExpense('c', '2026-11-18', 500)], 'more')]);
    expect(days.map(({ total }) => total)).toEqual([2000, null]);
  });

  it('joins a day that begins on one page and ends on the next', () => {
    const pages = [aPage(first, 'more'), aPage([anExpense('c', '2026-11-20', 500)], null)];
    expect(groupByDay(pages)).toMatchObject([{ date: '2026-11-20', total: 2500 }]);
  });

  it('counts a row once that moved to the next page between two requests', () => {
    const pages = [aPage(first, 'more'), aPage([anExpense('b', '2026-11-20', 1)], null)];
    expect(groupByDay(pages)).toMatchObject([{ total: 2000 }]);
  });

  it('keeps a day as it is while only others change', () => {
    const newest = aPage([...first, anExpense('c', '2026-11-18', 500)], 'more');
    const before = groupByDay([newest]);
    const after = groupByDay([newest, aPage([anExpense('d', '2026-11-18', 1)], null)]);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).toMatchObject({ total: 501 });
    expect(itemsOf(after)[1]).toBe(itemsOf(before)[1]);
  });

  it('has no days without expenses', () => {
    expect(groupByDay([aPage([], null)])).toEqual([]);
  });
});
