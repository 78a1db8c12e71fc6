import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ExpensesPage } from '@/features/expenses/expenses-page';
import { renderPage } from '@/test/render-page';
import { aWireExpense, ORIGIN, refusal, server, someoneIsSignedIn } from '@/test/server';

const MARKET = aWireExpense();
const TRAIN = aWireExpense({ id: 'train', description: 'Train', amount: 5, date: '2026-11-18' });

function theLedgerHolds(...expenses: ReturnType<typeof aWireExpense>[]) {
  const headers = { 'X-Total-Count': String(expenses.length), 'X-Total-Amount': '24.99' };
  server.use(http.get(`${ORIGIN}/expenses`, () => HttpResponse.json(expenses, { headers })));
}

/** Where it hovers, each row has its own buttons. */
function aMouseIsThere() {
  const { matchMedia } = window;
  vi.spyOn(window, 'matchMedia').mockImplementation((query) => ({
    ...matchMedia(query),
    matches: query.includes('hover: hover'),
  }));
}

describe('the list of expenses', () => {
  beforeEach(() => {
    someoneIsSignedIn();
    aMouseIsThere();
  });

  it('stands by day, with the count and the sum of all that the filter matches', async () => {
    theLedgerHolds(MARKET, TRAIN);
    renderPage(<ExpensesPage filter={{}} onFilterChange={vi.fn()} />);
    const found = await screen.findByRole('status', { name: 'Found' });
    await vi.waitFor(() => expect(found).toHaveTextContent('2 expenses · €24.99'));
    const day = screen.getByRole('region', { name: /18 Nov/ });
    expect(within(day).getByRole('button', { name: 'Edit Train, €5.00, Food' })).toBeVisible();
    expect(within(day).getByRole('heading')).toHaveTextContent('€5.00');
  });

  it('deletes at once and takes it back on request', async () => {
    theLedgerHolds(MARKET, TRAIN);
    const calls: string[] = [];
    server.use(
      http.delete(`${ORIGIN}/expenses/train`, () => {
        calls.push('deleted');
        return HttpResponse.json({ ...TRAIN, deleted_at: '2026-11-20T10:00:00.000Z' });
      }),
      http.post(`${ORIGIN}/expenses/train/restore`, () => {
        calls.push('restored');
        return HttpResponse.json(TRAIN);
      }),
    );
    renderPage(<ExpensesPage filter={{}} onFilterChange={vi.fn()} />);
    await userEvent.click(await screen.findByRole('button', { name: 'Delete Train, €5.00' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('Train is back.')).toBeInTheDocument();
    expect(calls).toEqual(['deleted', 'restored']);
  });

  it('says so when the one to delete was changed in the meantime', async () => {
    theLedgerHolds(MARKET);
    server.use(
      http.delete(`${ORIGIN}/expenses/:id`, () => refusal({ status: 412, code: 'stale' })),
    );
    renderPage(<ExpensesPage filter={{}} onFilterChange={vi.fn()} />);
    await userEvent.click(await screen.findByRole('button', { name: /^Delete Weekly market/ }));
    expect(await screen.findByText(/changed in the meantime/)).toBeInTheDocument();
  });

  it('deletes several in one write, and takes that back in another', async () => {
    theLedgerHolds(MARKET, TRAIN);
    const sent: [unknown, string | null][] = [];
    server.use(
      http.post(`${ORIGIN}/expenses/batch`, async ({ request }) => {
        sent.push([await request.json(), request.headers.get('Idempotency-Key')]);
        return HttpResponse.json({ revision: 9, expenses: [] });
      }),
    );
    renderPage(<ExpensesPage filter={{}} onFilterChange={vi.fn()} />);
    await userEvent.click(await screen.findByRole('checkbox', { name: /^Select Train/ }));
    await userEvent.click(screen.getByRole('checkbox', { name: /^Select Weekly market/ }));
    const bar = await screen.findByRole('region', { name: 'Selected expenses' });
    expect(bar).toHaveTextContent('2 selected');
    expect(bar).toHaveTextContent('€24.99');
    expect(screen.getByRole('status', { name: 'Selected' })).toHaveTextContent(
      '2 selected, €24.99',
    );
    await userEvent.click(within(bar).getByRole('button', { name: 'Delete' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('2 expenses are back.')).toBeInTheDocument();
    const ids = [MARKET.id, 'train'];
    expect(sent.map(([body]) => body)).toEqual([
      { action: 'delete', ids },
      { action: 'restore', ids },
    ]);
    expect(new Set(sent.map(([, key]) => key)).size).toBe(2);
  });

  it('that is empty asks for the first expense', async () => {
    theLedgerHolds();
    renderPage(<ExpensesPage filter={{}} onFilterChange={vi.fn()} />);
    expect(await screen.findByRole('button', { name: 'Add your first expense' })).toBeVisible();
  });

  it('that a filter emptied names the filter and offers to drop it', async () => {
    theLedgerHolds();
    const change = vi.fn();
    const filter = { month: '2026-10', categories: ['Food'], text: 'tram' };
    renderPage(<ExpensesPage filter={filter} onFilterChange={change} />);
    expect(await screen.findByText(/October 2026, Food, and “tram”/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Remove filter Food' }));
    expect(change).toHaveBeenLastCalledWith({ ...filter, categories: [] });
    await userEvent.click(screen.getByRole('button', { name: 'Show all expenses' }));
    expect(change).toHaveBeenLastCalledWith({});
  });

  it('that cannot be loaded says why and asks again', async () => {
    server.use(
      http.get(`${ORIGIN}/expenses`, () =>
        refusal({ status: 500, code: 'internal', detail: 'The server failed.' }),
      ),
    );
    renderPage(<ExpensesPage filter={{}} onFilterChange={vi.fn()} />);
    expect(await screen.findByRole('alert')).toHaveTextContent('The server failed.');
    theLedgerHolds(MARKET, TRAIN);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('button', { name: /^Edit Train/ })).toBeInTheDocument();
  });

  it('is searched after a pause in typing', async () => {
    theLedgerHolds(MARKET);
    const change = vi.fn();
    renderPage(<ExpensesPage filter={{}} onFilterChange={change} />);
    await userEvent.type(await screen.findByRole('searchbox'), ' tram ');
    await vi.waitFor(() => expect(change.mock.calls).toEqual([[{ text: 'tram' }]]));
  });
});
