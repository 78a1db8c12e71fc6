import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addMonths } from '@/dates/calendar';
import { thisMonthIn } from '@/dates/today';
import { expenseOf, type Ledger, ledgerServer, summaryOf } from '@/test/ledger-server';
import { renderPage } from '@/test/render-page';
import { DashboardPage } from './dashboard-page';

/** A month that is over, so that nothing depends on the day the test runs. */
const MONTH = addMonths(thisMonthIn('UTC'), -2);

const full: Ledger = {
  budgets: [],
  summary: [
    summaryOf('Food', 612.4, 650),
    summaryOf('Housing', 780, null),
    summaryOf('Leisure', 214.9, 180),
  ],
  expenses: [
    expenseOf(`${MONTH}-21`, 'Food', 43.85),
    expenseOf(`${MONTH}-21`, 'Leisure', 18.5),
    expenseOf(`${MONTH}-20`, 'Food', 7),
  ],
  writes: [],
};
const server = ledgerServer(full);
const url = (path: string) => `${window.location.origin}${path}`;

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const page = (
  <DashboardPage month={MONTH} onMonthChange={() => undefined} welcome={<p>Hello.</p>} />
);

async function openPage() {
  renderPage(page);
  await screen.findByRole('region', { name: 'Where it went' });
}

/** The address of a link, without the letters that an address cannot show. */
function address(link: HTMLElement): string {
  return decodeURIComponent(link.getAttribute('href') ?? '');
}

describe('DashboardPage', () => {
  it('shows the total, which opens the expenses of the month', async () => {
    await openPage();
    const total = await screen.findByRole('link', { name: /^€1,607.30, show the expenses/ });
    expect(address(total)).toContain(`month=${MONTH}`);
  });

  it('sets only what budgets are for against the budgets', async () => {
    await openPage();
    const left = await screen.findByRole('link', { name: '€2.70 left' });
    expect(left.closest('p')).toHaveTextContent('€2.70 left of €830.00');
    expect(screen.getByText(/more without a budget/)).toHaveTextContent('€780.00 more');
    expect(screen.getByText('1 of 2 over')).toBeInTheDocument();
  });

  it('has a table behind the ring, the largest first, each opening its expenses', async () => {
    await openPage();
    const table = await screen.findByRole('table', { name: /Spending by category/ });
    const names = within(table).getAllByRole('rowheader');
    expect(names.map((name) => name.textContent)).toEqual(['Housing', 'Food', 'Leisure']);
    const link = within(table).getByRole('link', { name: 'Housing' });
    expect(address(link)).toMatch(new RegExp(`month=${MONTH}.*Housing`));
    expect(within(table).getByText('48.5%')).toBeInTheDocument();
  });

  it('says which budgets are exceeded, in words', async () => {
    await openPage();
    const table = await screen.findByRole('table', { name: /Budget against spent/ });
    expect(within(table).getByText('€34.90 over')).toBeInTheDocument();
    expect(within(table).getByText('€37.60 left')).toBeInTheDocument();
    expect(screen.getByText('1 of 2 budgets is exceeded: Leisure by €34.90.')).toBeInTheDocument();
  });

  it('sets the month beside the eleven before it, with one request', async () => {
    const asked: string[] = [];
    server.events.on('request:start', ({ request }) => {
      const { pathname, search } = new URL(request.url);
      if (pathname !== '/me') asked.push(`${pathname}${search}`);
    });
    await openPage();
    const table = await screen.findByRole('table', { name: 'Spending by month' });
    const links = within(table).getAllByRole('link');
    expect(links).toHaveLength(12);
    expect(address(links[0] as HTMLElement)).toContain(`month=${addMonths(MONTH, -11)}`);
    const months = asked.filter((path) => path.startsWith('/analytics'));
    expect(months).toEqual([`/analytics/months?from=${addMonths(MONTH, -11)}&to=${MONTH}`]);
    server.events.removeAllListeners();
  });

  it('opens what was spent without a budget', async () => {
    await openPage();
    const links = await screen.findAllByRole('link', { name: '€780.00' });
    expect(links).toHaveLength(2);
    for (const link of links) expect(address(link)).toMatch(new RegExp(`month=${MONTH}.*Housing`));
  });

  it('lists the latest expenses by day with their sums', async () => {
    await openPage();
    const latest = within(await screen.findByRole('region', { name: 'Latest' }));
    expect(await latest.findByText('€62.35')).toBeInTheDocument();
    expect(latest.getByRole('link', { name: 'All 3 expenses' })).toBeInTheDocument();
  });

  it('makes room for the welcome as long as nothing is recorded', async () => {
    server.use(
      http.get(url('/summary'), () => HttpResponse.json([])),
      http.get(url('/expenses'), () => HttpResponse.json([])),
    );
    renderPage(page);
    expect(await screen.findByText('Hello.')).toBeInTheDocument();
    expect(screen.queryByRole('heading')).not.toBeInTheDocument();
  });

  it('tells in an empty month what to do next', async () => {
    server.use(http.get(url('/summary'), () => HttpResponse.json([])));
    await openPage();
    expect(await screen.findByText(/^Nothing spent in/)).toBeInTheDocument();
    expect(screen.getByText('No budgets yet')).toBeInTheDocument();
    expect(screen.getAllByRole('link', { name: 'Set budgets' })).toHaveLength(2);
  });

  it('says what failed and asks again', async () => {
    const busy = { status: 500, code: 'busy', title: 'Busy', detail: 'The server is busy.' };
    server.use(http.get(url('/summary'), () => HttpResponse.json(busy, { status: 500 })));
    renderPage(page);
    expect(await screen.findByRole('alert')).toHaveTextContent('The server is busy.');
    server.resetHandlers();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('table', { name: /Spending by category/ })).toBeInTheDocument();
  });
});
