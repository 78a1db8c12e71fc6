import { describe, expect, it } from 'vitest';
import type { Expense, ExpenseFilter } from '@/api/expenses';
import { matchesFilter } from '@/sync/matches-filter';

const COFFEE: Expense = {
  id: 'a',
  date: '2026-11-20',
  category: 'Food',
  categoryId: 'food',
  amount: 280,
  description: 'Café crème',
  deletedAt: null,
  revision: 1,
};

describe('what a filter lists', () => {
  it.each<[string, ExpenseFilter]>([
    ['no filter', {}],
    ['its month', { month: '2026-11' }],
    ['its day', { days: { from: '2026-11-20', to: '2026-11-20' } }],
    ['its category, however it is written', { categories: ['Travel', 'food'] }],
    ['no category at all', { categories: [] }],
    ['a part of the description, without accents', { text: 'fe CREME' }],
    ['a part of the name of the category', { text: 'foo' }],
    ['all of it', { month: '2026-11', categories: ['Food'], text: 'café' }],
  ])('is found by %s', (_, filter) => {
    expect(matchesFilter(filter, COFFEE)).toBe(true);
  });

  it.each<[string, ExpenseFilter]>([
    ['another month', { month: '2026-10' }],
    ['days before it', { days: { from: '2026-11-01', to: '2026-11-19' } }],
    ['another category', { categories: ['Travel'] }],
    ['another text', { text: 'tea' }],
    ['one filter of two', { month: '2026-11', text: 'tea' }],
  ])('is not found by %s', (_, filter) => {
    expect(matchesFilter(filter, COFFEE)).toBe(false);
  });

  it('is left to the service where the filter has more in it', () => {
    const filter = { month: '2026-11', colour: 'green' };
    expect(matchesFilter(filter, COFFEE)).toBe(false);
  });

  it('takes ß and ss for the same', () => {
    expect(matchesFilter({ text: 'strasse' }, { ...COFFEE, description: 'Straße' })).toBe(true);
  });
});
