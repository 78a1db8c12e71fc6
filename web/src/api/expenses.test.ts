import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import {
  createExpense,
  currentOf,
  deleteExpense,
  type Expense,
  exportExpenses,
  fetchExpenses,
  nextCursor,
  updateExpense,
} from '@/api/expenses';
import { ApiProblem } from '@/api/problem';
import { aWireExpense, ORIGIN, server } from '@/test/server';

const NEVER = new AbortController().signal;
const DRAFT = { date: '2026-11-20', category: 'Food', amount: 1999, description: 'Market' };
const BASE: Expense = {
  id: aWireExpense().id,
  categoryId: aWireExpense().category_id,
  deletedAt: null,
  revision: 7,
  ...DRAFT,
};

describe('nextCursor', () => {
  it.each([
    ['</expenses?limit=2&cursor=abc>; rel="next"', 'abc'],
    ['<http://proxy.example/expenses?cursor=a%2Bb>; rel=next', 'a+b'],
    ['</expenses?cursor=abc>; rel="prev"', null],
    ['</expenses>; rel="next"', null],
    ['', null],
    [null, null],
  ])('of %s is %s', (link, cursor) => {
    expect(nextCursor(link)).toBe(cursor);
  });
});

describe('a page of expenses', () => {
  it('comes with exact amounts, and with count and total of the whole filter', async () => {
    let asked = new URLSearchParams();
    server.use(
      http.get(`${ORIGIN}/expenses`, ({ request }) => {
        asked = new URL(request.url).searchParams;
        return HttpResponse.json(
          [aWireExpense({ amount: 1.15 }), aWireExpense({ amount: 999_999_999_999.99 })],
          {
            headers: {
              'X-Total-Count': '3',
              'X-Total-Amount': '1000000000019.99',
              Link: '</expenses?cursor=next>; rel="next"',
            },
          },
        );
      }),
    );
    const filter = { month: '2026-02', categories: ['Food', 'A&B'], text: 'mar ket' };
    const page = await fetchExpenses({ filter, limit: 2, cursor: null }, 2, NEVER);
    expect(page.expenses.map((expense) => expense.amount)).toEqual([115, 99_999_999_999_999]);
    expect(page).toMatchObject({ nextCursor: 'next', count: 3, total: 100_000_000_001_999 });
    expect([...asked]).toEqual([
      ['from', '2026-02-01'],
      ['to', '2026-02-28'],
      ['category', 'Food'],
      ['category', 'A&B'],
      ['q', 'mar ket'],
      ['limit', '2'],
    ]);
  });

  it('after the first has neither count nor total', async () => {
    server.use(http.get(`${ORIGIN}/expenses`, () => HttpResponse.json([])));
    const page = await fetchExpenses({ filter: {}, limit: 2, cursor: 'next' }, 2, NEVER);
    expect(page).toEqual({ expenses: [], nextCursor: null, count: null, total: null });
  });
});

describe('a change', () => {
  it('sends the digits of the amount and the key of the recording', async () => {
    let body: unknown;
    let key: string | null = null;
    server.use(
      http.post(`${ORIGIN}/expenses`, async ({ request }) => {
        key = request.headers.get('Idempotency-Key');
        body = await request.json();
        return HttpResponse.json(aWireExpense({ amount: 0.1 }), { status: 201 });
      }),
    );
    const expense = await createExpense({ ...DRAFT, amount: 10 }, 'key-1', 2);
    expect(body).toEqual({ ...DRAFT, amount: '0.10' });
    expect(key).toBe('key-1');
    expect(expense.amount).toBe(10);
  });

  it.each([
    ['updating', () => updateExpense(BASE, DRAFT, 2)],
    ['deleting', () => deleteExpense(BASE, 2)],
  ])('by %s names the state it is based on', async (_name, change) => {
    let condition: string | null = null;
    const answer = ({ request }: { request: Request }) => {
      condition = request.headers.get('If-Match');
      return HttpResponse.json(aWireExpense());
    };
    server.use(
      http.patch(`${ORIGIN}/expenses/:id`, answer),
      http.delete(`${ORIGIN}/expenses/:id`, answer),
    );
    await change();
    expect(condition).toBe('"7"');
  });

  it('refused as stale carries the expense as it is now', () => {
    const current = aWireExpense({ amount: 25, revision: 9 });
    const stale = new ApiProblem({ status: 412, code: 'stale', detail: 'Changed.', current });
    expect(currentOf(stale, 2)).toMatchObject({ amount: 2500, revision: 9 });
    const other = new ApiProblem({ status: 404, code: 'not_found', detail: 'Gone.' });
    expect(currentOf(other, 2)).toBeNull();
  });
});

describe('the export', () => {
  it('asks with the same filter and keeps the name that the server gives', async () => {
    let asked = '';
    server.use(
      http.get(`${ORIGIN}/export-csv`, ({ request }) => {
        asked = new URL(request.url).search;
        const headers = { 'Content-Disposition': 'attachment; filename="outlay-2026-11.csv"' };
        return new HttpResponse('date,category,amount,description\n', { headers });
      }),
    );
    const filter = { month: '2026-11', categories: ['Food', 'Travel'] };
    const { blob, fileName } = await exportExpenses(filter);
    expect(asked).toBe('?from=2026-11-01&to=2026-11-30&category=Food&category=Travel');
    expect(fileName).toBe('outlay-2026-11.csv');
    expect(blob.size).toBe(33);
  });
});
