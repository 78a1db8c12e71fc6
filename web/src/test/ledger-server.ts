import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import type {
  WireBudget,
  WireCategory,
  WireExpense,
  WireMe,
  WireMonth,
  WireSummaryRow,
} from '@/api/wire';
import { type IsoMonth, monthsUpTo } from '@/dates/calendar';

const ORIGIN = window.location.origin;
const AT = '2026-11-01T08:00:00.000Z';

/** What the fake server holds. Its bodies have the types of the API's own document, so they cannot drift from it. */
export interface Ledger {
  readonly budgets: WireBudget[];
  readonly summary: WireSummaryRow[];
  readonly expenses: readonly WireExpense[];
  /** Every write that arrived: method, path and body. */
  readonly writes: [string, string, unknown][];
}

const CATEGORIES: readonly WireCategory[] = [
  category('Food', 'basket', 'green', 0),
  category('Housing', 'home', 'blue', 1),
  category('Leisure', 'ticket', 'yellow', 2),
];

const ME: WireMe = {
  id: 'user',
  username: 'ada',
  email: null,
  display_name: 'Ada',
  locale: 'en-IE',
  language: null,
  date_format: null,
  first_day_of_week: null,
  wallet: {
    id: 'wallet',
    name: 'Home',
    currency: 'EUR',
    time_zone: 'UTC',
    role: 'owner',
    minor_unit_digits: 2,
    revision: 1,
    sample_data: false,
  },
};

function category(name: string, icon: string, colour: string, position: number): WireCategory {
  const look = { name, icon, colour, position };
  return { id: `id-${name}`, ...look, archived_at: null, revision: 1, last_used: null };
}

export function budgetOf(name: string, budget: number): WireBudget {
  return { category: name, category_id: `id-${name}`, budget, starts_on: '2026-01', revision: 1 };
}

export function summaryOf(name: string, spent: number, budget: number | null): WireSummaryRow {
  const look = CATEGORIES.find((one) => one.name === name);
  const remaining = budget === null ? null : Math.round((budget - spent) * 100) / 100;
  const { colour = 'slate', icon = 'dots' } = look ?? {};
  const named = { category: name, category_id: `id-${name}`, colour, icon };
  return { ...named, budget, spent, remaining, expense_count: spent > 0 ? 1 : 0 };
}

export function expenseOf(date: string, name: string, amount: number): WireExpense {
  return {
    id: `${date} ${name}`,
    wallet_id: 'wallet',
    date,
    category: name,
    category_id: `id-${name}`,
    amount,
    description: '',
    created_by: 'user',
    created_at: AT,
    updated_at: AT,
    deleted_at: null,
    revision: 1,
  };
}

/** A year in which each month was as the summary says. */
function monthsOf(last: IsoMonth, summary: readonly WireSummaryRow[]): WireMonth[] {
  const total = summary.reduce((sum, { spent }) => sum + spent, 0);
  return monthsUpTo(last, 12).map((month) => ({
    month,
    total: Math.round(total * 100) / 100,
    count: summary.length,
    categories: [],
  }));
}

/** Answers the calls that pages make from the ledger, and notes what is written. Anything else fails the test. */
export function ledgerServer(ledger: Ledger) {
  const path = (text: string) => `${ORIGIN}${text}`;
  return setupServer(
    http.get(path('/me'), () => HttpResponse.json(ME)),
    http.get(path('/categories'), () => HttpResponse.json([...CATEGORIES])),
    http.get(path('/summary'), () => HttpResponse.json([...ledger.summary])),
    http.get(path('/analytics/months'), ({ request }) => {
      const last = new URL(request.url).searchParams.get('to') ?? '';
      return HttpResponse.json(monthsOf(last, ledger.summary));
    }),
    http.get(path('/budgets'), () => HttpResponse.json(ledger.budgets)),
    http.get(path('/expenses'), () =>
      HttpResponse.json([...ledger.expenses], {
        headers: { 'X-Total-Count': String(ledger.expenses.length), 'X-Total-Amount': '0.00' },
      }),
    ),
    http.post(path('/budget'), async ({ request }) => {
      const body: unknown = await request.json();
      ledger.writes.push(['POST', '/budget', body]);
      return HttpResponse.json(budgetOf('Food', 1));
    }),
    http.delete(path('/budgets/:id'), ({ params, request }) => {
      const { search } = new URL(request.url);
      ledger.writes.push(['DELETE', `/budgets/${String(params.id)}${search}`, null]);
      return new HttpResponse(null, { status: 204, headers: { 'X-Revision': '7' } });
    }),
    http.post(path('/budgets/copy'), async ({ request }) => {
      ledger.writes.push(['POST', '/budgets/copy', await request.json()]);
      return HttpResponse.json(ledger.budgets, { headers: { 'X-Revision': '8' } });
    }),
    http.post(path('/budgets/undo'), async ({ request }) => {
      ledger.writes.push(['POST', '/budgets/undo', await request.json()]);
      return new HttpResponse(null, { status: 204, headers: { 'X-Revision': '9' } });
    }),
    http.post(path('/categories'), async ({ request }) => {
      ledger.writes.push(['POST', '/categories', await request.json()]);
      const problem = {
        status: 409,
        code: 'category_exists',
        title: 'Conflict',
        detail: 'Exists.',
      };
      return HttpResponse.json(problem, { status: 409 });
    }),
    http.patch(path('/categories/:id'), async ({ params, request }) => {
      ledger.writes.push(['PATCH', `/categories/${String(params.id)}`, await request.json()]);
      return HttpResponse.json(CATEGORIES[0]);
    }),
  );
}
