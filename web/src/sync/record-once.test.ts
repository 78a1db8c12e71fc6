import { HttpResponse, http } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import type { ExpenseDraft } from '@/api/expenses';
import { newRecordingKey, recordOnce } from '@/sync/record-once';
import { aWireExpense, ORIGIN, refusal, server } from '@/test/server';

const FIRST: ExpenseDraft = {
  date: '2026-11-20',
  category: 'Food',
  amount: 1999,
  description: '',
};

describe('recordOnce', () => {
  it('brings an earlier try that arrived after all to what the person wants now', async () => {
    const patched: unknown[] = [];
    server.use(
      http.post(`${ORIGIN}/expenses`, async ({ request }) => {
        const body = (await request.json()) as { amount: string };
        return body.amount === '19.99'
          ? HttpResponse.json(aWireExpense({ revision: 4 }))
          : refusal({ status: 422, code: 'idempotency_key_reused' });
      }),
      http.patch(`${ORIGIN}/expenses/:id`, async ({ request }) => {
        patched.push([request.headers.get('If-Match'), await request.json()]);
        return HttpResponse.json(aWireExpense({ amount: 25, revision: 5 }));
      }),
    );
    const draft = { ...FIRST, amount: 2500 };
    const expense = await recordOnce({ key: 'k', draft, firstDraft: FIRST }, 2);
    expect(expense.amount).toBe(2500);
    expect(patched).toEqual([['"4"', { ...draft, amount: '25.00' }]]);
  });

  it('leaves every other refusal as it is', async () => {
    server.use(http.post(`${ORIGIN}/expenses`, () => refusal({ status: 403, code: 'forbidden' })));
    const call = recordOnce({ key: 'k', draft: FIRST, firstDraft: FIRST }, 2);
    await expect(call).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('newRecordingKey', () => {
  it('differs each time, on plain http too', () => {
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
    const keys = new Set(Array.from({ length: 50 }, newRecordingKey));
    vi.unstubAllGlobals();
    expect(keys.size).toBe(50);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
    expect(newRecordingKey()).toMatch(/^[0-9a-f-]{36}$/);
  });
});
