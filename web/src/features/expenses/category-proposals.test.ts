import { describe, expect, it } from 'vitest';
import { proposals } from '@/features/expenses/category-proposals';

const NAMES = ['Food', 'Housing', 'Café', 'Fast food'];

describe('proposals', () => {
  it.each([
    ['', NAMES],
    ['foo', ['Food', 'Fast food', 'foo']],
    ['HOUS', ['Housing', 'HOUS']],
    ['  Coffee ', ['Coffee']],
  ])('for "%s" are %j', (typed, names) => {
    expect(proposals(typed, NAMES)).toEqual(names);
  });

  it('begin with the category that was fully typed, and create no second one like it', () => {
    expect(proposals('cafe', NAMES)).toEqual(['Café', 'Food', 'Housing', 'Fast food']);
  });
});
