import { describe, expect, it } from 'vitest';
import {
  daySearch,
  expensesSearch,
  nextSearch,
  parseSearch,
  stringifySearch,
} from '@/routes/search-params';

describe('an address', () => {
  it.each([
    {},
    { month: '2026-11' },
    { category: ['Food'] },
    { category: ['Food', 'Café & Co', '100%'], q: 'bread "and" butter', month: '2026-01' },
    { q: '2026' },
    { from: '2026-11-20', to: '2026-11-21' },
  ])('keeps the filter %j', (search) => {
    expect(expensesSearch(parseSearch(stringifySearch(search)))).toEqual(search);
  });

  it('names a day that there is, or none', () => {
    expect(daySearch({ date: '2026-11-20' })).toEqual({ date: '2026-11-20' });
    expect(daySearch({ date: '2026-11-31' })).toEqual({});
    expect(daySearch({ date: ['2026-11-20', '2026-11-21'] })).toEqual({});
  });

  it.each(['?from=2026-11-20', '?from=2026-11-31&to=2026-12-01', '?from=2026-11-21&to=2026-11-20'])(
    'without two ends in order, %s, names no days',
    (text) => expect(expensesSearch(parseSearch(text))).toEqual({}),
  );

  it('that names days names no month beside them', () => {
    const days = { from: '2026-11-20', to: '2026-11-20' };
    expect(expensesSearch({ ...days, month: '2026-10' })).toEqual(days);
  });

  it('can be read and written by people', () => {
    const search = { month: '2026-11', category: ['Food', 'Travel'] };
    expect(stringifySearch(search)).toBe('?month=2026-11&category=Food&category=Travel');
  });

  it('that was mistyped shows the page without that filter', () => {
    expect(expensesSearch(parseSearch('?month=2026-13&q=&category='))).toEqual({ category: [''] });
  });
});

describe('where to go after login', () => {
  it('is the page that was asked for', () => {
    expect(nextSearch({ next: '/expenses?month=2026-11' })).toEqual({
      next: '/expenses?month=2026-11',
    });
  });

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', 7])(
    'is never %s',
    (next) => {
      expect(nextSearch({ next })).toEqual({});
    },
  );
});
