import { describe, expect, it } from 'vitest';
import type { Category } from '@/api/categories';
import type { Expense } from '@/api/expenses';
import { byRecentUse } from '@/sync/recent-use';

function category(id: string, lastUsed: string | null = null): Category {
  return { id, name: id, colour: 'green', icon: 'basket', position: 0, archivedAt: null, lastUsed };
}

function expense(categoryId: string): Expense {
  const rest = { date: '2026-11-20', category: categoryId, amount: 1, description: '' };
  return { ...rest, id: categoryId, categoryId, deletedAt: null, revision: 1 };
}

describe('byRecentUse', () => {
  const categories = ['food', 'rent', 'fun', 'pets'].map((id) => category(id));

  it.each([
    ['nothing recorded', [], ['food', 'rent', 'fun', 'pets']],
    ['the newest first', ['fun', 'rent', 'fun'], ['fun', 'rent', 'food', 'pets']],
    ['one that is gone', ['gone', 'pets'], ['pets', 'food', 'rent', 'fun']],
  ])('with %s', (_, latest, order) => {
    const sorted = byRecentUse(categories, latest.map(expense));
    expect(sorted.map(({ id }) => id)).toEqual(order);
  });

  it('knows those of older expenses by their last day', () => {
    const rest = [category('old', '2025-01-02'), category('older', '2024-05-06')];
    const sorted = byRecentUse(
      [category('new'), ...rest.toReversed(), category('food')],
      [expense('food')],
    );
    expect(sorted.map(({ id }) => id)).toEqual(['food', 'old', 'older', 'new']);
  });
});
