import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addMonths } from '@/dates/calendar';
import { thisMonthIn } from '@/dates/today';
import { budgetOf, type Ledger, ledgerServer, summaryOf } from '@/test/ledger-server';
import { renderPage } from '@/test/render-page';
import { BudgetsPage } from './budgets-page';

const MONTH = thisMonthIn('UTC');

const SUMMARY = [
  summaryOf('Food', 612.4, 650),
  summaryOf('Housing', 780, null),
  summaryOf('Leisure', 214.9, 180),
];

const ledger: Ledger = { budgets: [], summary: [...SUMMARY], expenses: [], writes: [] };
const server = ledgerServer(ledger);

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
beforeEach(() => {
  ledger.writes.length = 0;
  ledger.summary.splice(0, 3, ...SUMMARY);
  ledger.budgets.splice(0, 2, budgetOf('Food', 650), budgetOf('Leisure', 180));
});
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

async function openPage(month: string = MONTH) {
  renderPage(<BudgetsPage month={month} onMonthChange={() => undefined} />);
  await screen.findByRole('table');
}

function field(category: string): HTMLInputElement {
  return screen.getByRole('textbox', { name: `Budget for ${category}` });
}

async function type(category: string, text: string) {
  await userEvent.click(field(category));
  await userEvent.clear(field(category));
  await userEvent.type(field(category), text);
}

describe('BudgetsPage', () => {
  it('has a row for every category, with words for what is left', async () => {
    await openPage();
    const row = (name: string) => within(screen.getByRole('row', { name: new RegExp(`^${name}`) }));
    expect(field('Food')).toHaveValue('650.00');
    expect(field('Housing')).toHaveValue('');
    expect(row('Food').getByText('€37.60 left')).toBeInTheDocument();
    expect(row('Leisure').getByText('€34.90 over')).toBeInTheDocument();
    expect(row('Housing').getByText('no budget')).toBeInTheDocument();
    expect(row('All budgets').getByText('€830.00')).toBeInTheDocument();
    expect(row('Without a budget').getByText('€780.00')).toBeInTheDocument();
    expect(row('Without a budget').getByText('Housing')).toBeInTheDocument();
  });

  it('puts the exceeded budget first, and moves no row while somebody types', async () => {
    await openPage();
    const order = () => screen.getAllByRole('textbox').map((one) => one.getAttribute('aria-label'));
    expect(order()[0]).toBe('Budget for Leisure');
    const before = order();
    ledger.summary.splice(0, 3, summaryOf('Food', 612.4, 50), summaryOf('Leisure', 1, 180));
    ledger.budgets.splice(0, 1, budgetOf('Food', 50));
    await type('Food', '50{Enter}');
    await screen.findByText('€562.40 over');
    expect(order()).toEqual(before);
    await userEvent.click(document.body);
    expect(order()[0]).toBe('Budget for Food');
  });

  it('groups an amount by the locale except where it is typed', async () => {
    ledger.budgets.splice(0, 1, budgetOf('Food', 1234.5));
    await openPage();
    expect(field('Food')).toHaveValue('1,234.50');
    await userEvent.click(field('Food'));
    expect(field('Food')).toHaveValue('1234.50');
    await userEvent.tab();
    expect(field('Food')).toHaveValue('1,234.50');
    expect(ledger.writes).toEqual([]);
  });

  it('saves with Enter, exactly as typed and from the month shown on, and goes down', async () => {
    await openPage();
    await type('Food', '700,5{Enter}');
    expect(field('Housing')).toHaveFocus();
    await waitFor(() => expect(ledger.writes).toHaveLength(1));
    const body = { category: 'Food', budget: '700.50', month: MONTH };
    expect(ledger.writes[0]).toEqual(['POST', '/budget', body]);
    expect(await screen.findByLabelText('Saved')).toBeInTheDocument();
  });

  it('saves the last row with Enter too, once', async () => {
    await openPage();
    await type('Housing', '0{Enter}');
    await screen.findByLabelText('Saved');
    await userEvent.tab();
    expect(ledger.writes).toEqual([
      ['POST', '/budget', { category: 'Housing', budget: '0.00', month: MONTH }],
    ]);
  });

  it('takes back what was typed with Escape', async () => {
    await openPage();
    await type('Food', '1{Escape}');
    expect(field('Food')).toHaveValue('650.00');
    await userEvent.tab();
    expect(ledger.writes).toEqual([]);
  });

  it.each([
    ['12.505', 'EUR has 2 decimals at most.'],
    ['-1', 'A budget cannot be below zero.'],
    ['lots', 'This is not an amount. Write it like 12.50.'],
  ])('refuses "%s" in words and keeps it to be mended', async (text, words) => {
    await openPage();
    await type('Food', `${text}{Enter}`);
    expect(await screen.findByText(words)).toBeInTheDocument();
    expect(field('Food')).toHaveValue(text);
    expect(field('Food')).toBeInvalid();
    expect(ledger.writes).toEqual([]);
  });

  it('sends nothing when the amount is the same', async () => {
    await openPage();
    await type('Food', '650{Enter}');
    await waitFor(() => expect(field('Food')).toHaveValue('650.00'));
    expect(ledger.writes).toEqual([]);
  });

  it('removes a budget at once and brings it back', async () => {
    await openPage();
    await userEvent.click(screen.getByRole('button', { name: 'Remove the budget for Food' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(ledger.writes).toHaveLength(2));
    expect(ledger.writes).toEqual([
      ['DELETE', `/budgets/id-Food?month=${MONTH}`, null],
      ['POST', '/budgets/undo', { revision: 7 }],
    ]);
  });

  it('removes a budget whose amount is cleared', async () => {
    await openPage();
    await type('Food', '{Enter}');
    const ended = ['DELETE', `/budgets/id-Food?month=${MONTH}`, null];
    await waitFor(() => expect(ledger.writes).toEqual([ended]));
  });

  it('ends a budget from a month that is over, too', async () => {
    const month = addMonths(MONTH, -1);
    await openPage(month);
    await userEvent.click(screen.getByRole('button', { name: 'Remove the budget for Food' }));
    await screen.findByText(/^Food has no budget from/);
    expect(ledger.writes).toEqual([['DELETE', `/budgets/id-Food?month=${month}`, null]]);
  });

  it('says that an undo came too late', async () => {
    const refusal = { status: 409, code: 'changed_since', title: 'Conflict', detail: 'Changed.' };
    server.use(http.post('*/budgets/undo', () => HttpResponse.json(refusal, { status: 409 })));
    await openPage();
    await userEvent.click(screen.getByRole('button', { name: 'Remove the budget for Food' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByText(/changed again since\. Nothing was undone/)).toBeInTheDocument();
  });

  it('copies the budgets of the month before, and takes exactly that back', async () => {
    const before = addMonths(MONTH, -1);
    server.use(
      http.get('*/budgets', ({ request }) => {
        const asked = new URL(request.url).searchParams.get('month');
        return HttpResponse.json(asked === before ? [budgetOf('Food', 1)] : ledger.budgets);
      }),
    );
    await openPage();
    const copy = screen.getByRole('button', { name: 'Copy last month' });
    await waitFor(() => expect(copy).toHaveAttribute('aria-disabled', 'false'));
    await userEvent.click(copy);
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(ledger.writes).toHaveLength(2));
    expect(ledger.writes).toEqual([
      ['POST', '/budgets/copy', { from: before, to: MONTH }],
      ['POST', '/budgets/undo', { revision: 8 }],
    ]);
  });

  it('offers no copy of a month that is the same', async () => {
    await openPage();
    const copy = screen.getByRole('button', { name: 'Copy last month' });
    await screen.findByRole('row', { name: /^Food/ });
    await userEvent.click(copy);
    expect(copy).toHaveAttribute('aria-disabled', 'true');
    expect(ledger.writes).toEqual([]);
  });
});
