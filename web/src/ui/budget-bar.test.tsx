import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderPlain } from '@/test/render';
import { BudgetWords, usedShare } from '@/ui/budget-bar';

const EURO = { currency: 'EUR', digits: 2, locale: 'en-IE' };

describe('usedShare', () => {
  it.each([
    [0, 100, 0],
    [50, 100, 0.5],
    [100, 100, 1],
    [250, 100, 1],
    [0, 0, 0],
    [1, 0, 1],
  ])('%i of %i is %d', (spent, budget, share) => {
    expect(usedShare(spent, budget)).toBe(share);
  });
});

describe('BudgetWords', () => {
  it.each([
    [61_240, 65_000, '€37.60 left'],
    [65_000, 65_000, 'on budget'],
    [68_490, 65_000, '€34.90 over'],
    [1, 0, '€0.01 over'],
  ])('says of %i spent of %i: %s', (spent, budget, words) => {
    renderPlain(<BudgetWords spent={spent} budget={budget} money={EURO} />);
    expect(screen.getByText(words)).toBeInTheDocument();
  });

  it('says that a budget is at risk where it knows the pace', () => {
    renderPlain(<BudgetWords spent={90} budget={100} money={EURO} pace={0.5} />);
    expect(screen.getByText('€0.10 left, at risk')).toBeInTheDocument();
  });
});
