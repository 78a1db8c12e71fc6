import { describe, expect, it } from 'vitest';
import type { SummaryRow } from '@/api/budgets';
import { changesBetween, comparisonPeriod, monthFigures } from './figures';

function row(category: string, spent: number, budget: number | null = null): SummaryRow {
  const remaining = budget === null ? null : budget - spent;
  const look = { colour: 'green', icon: 'basket' };
  return { category, categoryId: category, ...look, spent, budget, remaining };
}

describe('monthFigures', () => {
  const figures = monthFigures([
    row('Food', 61_240, 65_000),
    row('Rent', 78_000, 78_000),
    row('Fun', 21_490, 18_000),
    row('Gifts', 5000),
    row('Travel', 0),
  ]);

  it('counts all spending in the total, and against the budgets only what they are for', () => {
    expect(figures.spent).toBe(165_730);
    expect(figures.budget).toBe(161_000);
    expect(figures.budgetedSpent).toBe(160_730);
    expect(figures.left).toBe(270);
  });

  it('puts the most used budget first', () => {
    expect(figures.budgeted.map(({ category }) => category)).toEqual(['Fun', 'Rent', 'Food']);
  });

  it('lists spending without a budget', () => {
    expect(figures.unbudgeted.map(({ category }) => category)).toEqual(['Gifts']);
  });

  it('puts a budget of 0 that was spent from before all others, and an untouched one last', () => {
    const { budgeted } = monthFigures([row('a', 0, 0), row('b', 99, 1), row('c', 1, 0)]);
    expect(budgeted.map(({ category }) => category)).toEqual(['c', 'b', 'a']);
  });

  it('is all zero for an empty month', () => {
    expect(monthFigures([])).toMatchObject({ spent: 0, budget: 0, left: 0, budgeted: [] });
  });
});

describe('comparisonPeriod', () => {
  it('takes as much of the month before as has passed of this one', () => {
    const period = { from: '2026-10-01', to: '2026-10-21' };
    expect(comparisonPeriod('2026-11', '2026-11-21')).toEqual(period);
  });

  it('ends with the month before where that is shorter', () => {
    const period = { from: '2026-02-01', to: '2026-02-28' };
    expect(comparisonPeriod('2026-03', '2026-03-31')).toEqual(period);
  });

  it('takes the whole month before for a month that is over', () => {
    expect(comparisonPeriod('2026-01', '2026-11-21')).toBe('2025-12');
  });

  it('has nothing for a month to come', () => {
    expect(comparisonPeriod('2026-12', '2026-11-21')).toBeNull();
  });
});

describe('changesBetween', () => {
  it('puts the largest change first, whichever way it goes', () => {
    const now = [row('Food', 500), row('Rent', 1000), row('New', 50)];
    const before = [row('Food', 400), row('Rent', 1000), row('Gone', 900)];
    const changes = changesBetween(now, before);
    const told = changes.map(({ row: { category }, spent, difference }) => [
      category,
      spent,
      difference,
    ]);
    expect(told).toEqual([
      ['Gone', 0, -900],
      ['Food', 500, 100],
      ['New', 50, 50],
    ]);
  });
});
