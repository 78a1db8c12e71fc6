import { describe, expect, it } from 'vitest';
import type { Category } from '@/api/categories';
import type { Expense } from '@/api/expenses';
import { byRecentUse } from '@/sync/recent-use';

function category(id: string): Category {
  return {
    id,
    name: id,
    colour: 'green',
    icon: 'basket',
    position: 0,
    archivedAt: null,
    lastUsed: null,
  };
}

function expense(categoryId: string): Expense {
  const rest = { date: '2026-11-20', category: categoryId, amount: 1, description: '' };
  return { ...rest, id: categoryId, categoryId, deletedAt: null, revision: 1 };
}

describe('byRecentUse', () => {
  const categories = ['food', 'rent', 'fun', 'pets'].map(category);

  it.each([
    ['nothing recorded', [], ['food', 'rent', 'fun', 'pets']],
    ['the newest first', ['fun', 'rent', 'fun'], ['fun', 'rent', 'food', 'pets']],
    ['one that is gone', ['gone', 'pets'], ['pets', 'food', 'rent', 'fun']],
  ])('with %s', (_, latest, order) => {
    const sorted = byRecentUse(categories, latest.map(expense));
    expect(sorted.map(({ id }) => id)).toEqual(order);
  });
});
