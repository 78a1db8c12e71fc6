import { describe, expect, it } from 'vitest';
import { slicesOf } from './slices';
import { averageOf, budgetsSummary, ringSummary } from './summaries';

const EURO = { currency: 'EUR', digits: 2, locale: 'en-IE' };
const LOOK = { colour: 'green', icon: 'basket' };

function line(label: string, spent: number, budget: number) {
  return { ...LOOK, key: label, label, spent, budget };
}

function month(key: string, amount: number, running = false) {
  return { key, tick: key, label: key, amount, running };
}

describe('ringSummary', () => {
  it('names the total and the three largest', () => {
    const spendings = [50_000, 30_000, 15_000, 5000].map((amount, index) => ({
      ...LOOK,
      key: String(index),
      label: ['Rent', 'Food', 'Fun', 'Gifts'][index] ?? '',
      amount,
    }));
    expect(ringSummary(slicesOf(spendings, 8), EURO)).toBe(
      '€1,000.00 in 4 categories; most went to Rent with 50.0%, Food with 30.0% and Fun with 15.0%.',
    );
  });

  it('counts the categories that are drawn together', () => {
    const spendings = Array.from({ length: 12 }, (_, index) => ({
      ...LOOK,
      key: String(index),
      label: `c${index}`,
      amount: 100,
    }));
    expect(ringSummary(slicesOf(spendings, 8), EURO)).toContain('in 12 categories');
  });

  it('speaks of one category in the singular', () => {
    const slices = slicesOf([{ ...LOOK, key: 'a', label: 'Rent', amount: 100 }], 8);
    expect(ringSummary(slices, EURO)).toContain('in one category; most went to Rent with 100.0%.');
  });
});

describe('budgetsSummary', () => {
  it('says that all are kept', () => {
    expect(budgetsSummary([line('Food', 1, 2), line('Rent', 2, 2)], EURO)).toBe(
      'All 2 budgets are kept.',
    );
    expect(budgetsSummary([line('Food', 1, 2)], EURO)).toBe('The one budget is kept.');
  });

  it('names each that is exceeded, and by how much', () => {
    const lines = [line('Food', 3490, 0), line('Rent', 200, 100), line('Fun', 1, 2)];
    expect(budgetsSummary(lines, EURO)).toBe(
      '2 of 3 budgets are exceeded: Food by €34.90 and Rent by €1.00.',
    );
  });
});

describe('averageOf', () => {
  it('leaves months without spending out', () => {
    const months = [month('September', 0), month('October', 10_000), month('November', 5001)];
    expect(averageOf(months)).toBe(7501);
  });

  it('leaves the running month out', () => {
    const months = [month('September', 200), month('October', 100), month('November', 1, true)];
    expect(averageOf(months)).toBe(150);
  });

  it('is nothing where there are no months', () => {
    expect(averageOf([])).toBe(0);
  });
});
