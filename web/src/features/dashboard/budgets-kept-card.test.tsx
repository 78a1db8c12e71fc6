import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { SummaryRow } from '@/api/budgets';
import { renderPage } from '@/test/render-page';
import { BudgetsKeptCard } from './budgets-kept-card';
import { monthFigures } from './figures';

const MONEY = { currency: 'EUR', digits: 2, locale: 'en-IE' };

function row(category: string, spent: number, budget: number): SummaryRow {
  const look = { colour: 'green', icon: 'basket' };
  return { category, categoryId: category, ...look, spent, budget, remaining: budget - spent };
}

function card(today: string, rows: readonly SummaryRow[]) {
  const view = { month: '2026-11', today, money: MONEY, rows, figures: monthFigures(rows) };
  renderPage(<BudgetsKeptCard {...view} />);
}

function opens(name: string): string[] {
  const address = screen.getByRole('link', { name }).getAttribute('href') ?? '';
  return [...decodeURIComponent(address).matchAll(/Food|Fun|Rent|Gifts/g)].map(([found]) => found);
}

describe('BudgetsKeptCard', () => {
  it('counts the exceeded and names the worst, and those at risk beside it', () => {
    card('2026-11-15', [
      row('Food', 11_000, 10_000),
      row('Fun', 2100, 2000),
      row('Rent', 800, 1000),
      row('Gifts', 100, 1000),
    ]);
    expect(opens('2 of 4 over')).toEqual(['Food', 'Fun']);
    expect(opens('Food, by €10.00')).toEqual(['Food']);
    expect(opens('Rent')).toEqual(['Rent']);
  });

  it('counts those at risk where none is exceeded', () => {
    card('2026-11-15', [row('Food', 800, 1000), row('Fun', 900, 1000), row('Rent', 100, 1000)]);
    expect(opens('2 of 3 at risk')).toEqual(['Fun', 'Food']);
    expect(opens('Fun, €1.00 left')).toEqual(['Fun']);
  });

  it('knows no risk in a month that is over', () => {
    card('2026-12-01', [row('Food', 900, 1000)]);
    expect(screen.getByRole('link', { name: 'All kept' })).toBeInTheDocument();
    expect(opens('Food, €1.00 left')).toEqual(['Food']);
  });
});
