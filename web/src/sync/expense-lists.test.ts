import { describe, expect, it } from 'vitest';
import type { Expense, ExpensePage } from '@/api/expenses';
import { type RowChange, withChanges } from '@/sync/expense-lists';

function row(id: string, date: string, parts: Partial<Expense> = {}): Expense {
  const rest = { category: 'Food', categoryId: 'food', amount: 100, description: '' };
  return { id, date, ...rest, deletedAt: null, revision: 1, ...parts };
}

const A = row('a', '2026-11-20');
const B = row('b', '2026-11-18', { amount: 250 });
const C = row('c', '2026-11-15', { category: 'Travel', amount: 7 });

function listOf(pages: readonly (readonly Expense[])[], more = false) {
  const last = pages.length - 1;
  const counted = { count: pages.flat().length, total: 1000 };
  return {
    pages: pages.map(
      (expenses, index): ExpensePage => ({
        expenses,
        nextCursor: index < last || more ? 'next' : null,
        ...(index === 0 ? counted : { count: null, total: null }),
      }),
    ),
    pageParams: pages.map(() => null),
  };
}

function changed(before: Expense, parts: Partial<Expense>): RowChange {
  return { before, after: { ...before, ...parts } };
}

function idsOf({ pages }: { pages: readonly ExpensePage[] }): string[] {
  return pages.flatMap(({ expenses }) => expenses.map(({ id }) => id));
}

describe('a list with changes', () => {
  it('is without what was deleted, in its count and sum too', () => {
    const gone = [A, B].map((one) => changed(one, { deletedAt: 'now' }));
    const list = withChanges(listOf([[A, B, C]]), {}, gone);
    expect(idsOf(list)).toEqual(['c']);
    expect(list.pages[0]).toMatchObject({ count: 1, total: 650 });
  });

  it('has a moved row where its new day is, across pages', () => {
    const list = withChanges(listOf([[A, B], [C]]), {}, [changed(C, { date: '2026-11-19' })]);
    expect(list.pages.map(({ expenses }) => expenses.map(({ id }) => id))).toEqual([
      ['a', 'c', 'b'],
      [],
    ]);
    expect(list.pages[0]).toMatchObject({ count: 3, total: 1000 });
  });

  it('leaves to the next page what belongs behind the last row that is loaded', () => {
    const list = withChanges(listOf([[A, B]], true), {}, [changed(A, { date: '2026-01-01' })]);
    expect(idsOf(list)).toEqual(['b']);
    expect(list.pages[0]).toMatchObject({ count: 2, total: 1000 });
  });

  it('loses what its month or its categories no longer have', () => {
    const october = [changed(A, { date: '2026-10-31' })];
    expect(idsOf(withChanges(listOf([[A, B]]), { month: '2026-11' }, october))).toEqual(['b']);
    const travel = [changed(A, { category: 'Travel' })];
    const list = withChanges(listOf([[A, B]]), { categories: ['food'] }, travel);
    expect(idsOf(list)).toEqual(['b']);
    expect(list.pages[0]).toMatchObject({ count: 1, total: 900 });
  });

  it('gains what its categories have now, and what is restored', () => {
    const list = withChanges(listOf([[A]]), { categories: ['Food'] }, [
      changed(C, { category: 'Food' }),
      changed({ ...B, deletedAt: 'now' }, { deletedAt: null }),
    ]);
    expect(idsOf(list)).toEqual(['a', 'b', 'c']);
    expect(list.pages[0]).toMatchObject({ count: 3, total: 1257 });
  });

  it('is the same one where nothing of it changed', () => {
    const list = listOf([[A, B]]);
    const elsewhere = [changed(C, { date: '2026-11-01' })];
    expect(withChanges(list, { categories: ['Food'] }, elsewhere)).toBe(list);
  });
});
