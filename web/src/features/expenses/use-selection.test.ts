import { act, renderHook } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Expense } from '@/api/expenses';
import { groupByDay } from '@/features/expenses/group-by-day';
import { itemsOf } from '@/features/expenses/list-items';
import { useSelection } from '@/features/expenses/use-selection';

function row(id: string, index: number): Expense {
  const date = `2026-11-${20 - Math.floor(index / 2)}`;
  const rest = { category: 'Food', categoryId: 'food', description: '', deletedAt: null };
  return { id, date, amount: 100 + index, revision: 1, ...rest };
}

/** Two rows a day, so that ranges go across the heads of days. */
function listOf(ids: string) {
  const expenses = [...ids].map(row);
  return itemsOf(groupByDay([{ expenses, nextCursor: null, count: null, total: null }]));
}

function begin(ids = 'abcdef') {
  const { result, rerender } = renderHook(({ list, scope }) => useSelection(list, scope), {
    initialProps: { list: listOf(ids), scope: '{}' },
  });
  return {
    do: (what: (selection: ReturnType<typeof useSelection>) => void) =>
      act(() => what(result.current)),
    chosen: () => result.current.rows.map(({ id }) => id).join(''),
    now: () => result.current,
    rerender,
  };
}

describe('a selection', () => {
  it('has what was toggled, in the order of the list, and its exact sum', () => {
    const selection = begin();
    selection.do(({ toggle }) => toggle('e'));
    selection.do(({ toggle }) => toggle('b'));
    expect(selection.chosen()).toBe('be');
    expect(selection.now().total).toBe(101 + 104);
    selection.do(({ toggle }) => toggle('e'));
    expect(selection.chosen()).toBe('b');
  });

  it('extends from the row toggled last, in both directions, and leaves the others chosen', () => {
    const selection = begin();
    selection.do(({ toggle }) => toggle('a'));
    selection.do(({ toggle }) => toggle('d'));
    selection.do(({ extend }) => extend('f'));
    expect(selection.chosen()).toBe('adef');
    selection.do(({ extend }) => extend('c'));
    expect(selection.chosen()).toBe('acd');
  });

  it('extends from where the keyboard is when nothing was toggled', () => {
    const selection = begin();
    selection.do(({ extend }) => extend('c', 'b'));
    expect(selection.chosen()).toBe('bc');
    selection.do(({ extend }) => extend('d', 'c'));
    expect(selection.chosen()).toBe('bcd');
  });

  it('of all rows is whole, until the list has more', () => {
    const selection = begin();
    selection.do(({ all }) => all());
    expect(selection.chosen()).toBe('abcdef');
    expect(selection.now().whole).toBe(true);
    selection.rerender({ list: listOf('abcdefgh'), scope: '{}' });
    expect(selection.chosen()).toBe('abcdef');
    expect(selection.now().whole).toBe(false);
  });

  it('loses what leaves the list, and begins anew under another filter', () => {
    const selection = begin();
    selection.do(({ all }) => all());
    selection.rerender({ list: listOf('bd'), scope: '{}' });
    expect(selection.chosen()).toBe('bd');
    selection.rerender({ list: listOf('bd'), scope: '{"month":"2026-11"}' });
    expect(selection.chosen()).toBe('');
    expect(selection.now().choosing).toBe(false);
  });

  it('can be begun without a row, and is over when it is cleared', () => {
    const selection = begin();
    selection.do((now) => now.begin());
    expect(selection.now().choosing).toBe(true);
    selection.do(({ toggle }) => toggle('a'));
    selection.do(({ clear }) => clear());
    expect(selection.now().choosing).toBe(false);
    expect(selection.chosen()).toBe('');
  });
});
