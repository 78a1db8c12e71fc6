import { QueryClient } from '@tanstack/react-query';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import type { WireExpense } from '@/api/wire';
import { takeFromLists } from '@/sync/expense-lists';
import { expensesQuery } from '@/sync/expenses';
import { writeIsShown } from '@/sync/kept-pages';
import { expensesChanged } from '@/sync/keys';
import { aWireExpense, ORIGIN, server, someoneIsSignedIn } from '@/test/server';

const PAGE = 2;

let rows: WireExpense[];
let revision: number;
let asked: (string | null)[];
let client: QueryClient;

/** A service with pages of two rows, whose cursor is the number of rows before. */
function answer(request: Request): Response {
  const cursor = new URL(request.url).searchParams.get('cursor');
  asked.push(cursor);
  const from = Number(cursor ?? 0);
  const headers: Record<string, string> = { 'X-Revision': String(revision) };
  if (cursor === null) {
    headers['X-Total-Count'] = String(rows.length);
    headers['X-Total-Amount'] = `${rows.reduce((sum, { amount }) => sum + amount, 0)}.00`;
  }
  if (from + PAGE < rows.length) headers.Link = `</e?cursor=${from + PAGE}>; rel="next"`;
  return HttpResponse.json(rows.slice(from, from + PAGE), { headers });
}

async function load(pages = 3): Promise<string[]> {
  const list = await client.fetchInfiniteQuery({ ...expensesQuery({}), pages, staleTime: 0 });
  return list.pages.flatMap(({ expenses }) => expenses.map(({ description }) => description));
}

async function loadAgain(): Promise<string[]> {
  asked = [];
  await expensesChanged(client);
  return load();
}

beforeEach(async () => {
  someoneIsSignedIn();
  server.use(http.get(`${ORIGIN}/expenses`, ({ request }) => answer(request)));
  rows = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) =>
    aWireExpense({ id: name, description: name, amount: 1, revision: 1 }),
  );
  revision = 6;
  asked = [];
  client = new QueryClient();
  await load();
});

/** What the service does with a delete, and what is shown of it before. */
async function removed(id: string): Promise<void> {
  const page = client.getQueryData(expensesQuery({}).queryKey)?.pages.flatMap((p) => p.expenses);
  const gone = page?.find((one) => one.id === id);
  if (gone) await takeFromLists(client, gone);
  rows = rows.filter((row) => row.id !== id);
  revision += 1;
}

describe('a list that is loaded again', () => {
  it('asks for its first page only, where nothing has happened', async () => {
    expect(await loadAgain()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(asked).toEqual([null]);
  });

  it('asks for its first page only after a write of its own that it shows', async () => {
    await removed('d');
    writeIsShown(client, revision);
    expect(await loadAgain()).toEqual(['a', 'b', 'c', 'e', 'f']);
    expect(asked).toEqual([null]);
    // The pages have moved on with it: the next write is known from there.
    await removed('e');
    writeIsShown(client, revision);
    expect(await loadAgain()).toEqual(['a', 'b', 'c', 'f']);
    expect(asked).toEqual([null]);
  });

  it('fetches all pages after a write from elsewhere, even one that its first page does not show', async () => {
    rows = rows.map((row) => (row.id === 'f' ? { ...row, description: 'changed' } : row));
    revision += 1;
    expect(await loadAgain()).toEqual(['a', 'b', 'c', 'd', 'e', 'changed']);
    expect(asked).toEqual([null, '2', '4']);
  });

  it('fetches all pages when a write from elsewhere came before its own', async () => {
    rows = rows.map((row) => (row.id === 'f' ? { ...row, description: 'changed' } : row));
    revision += 1;
    await removed('d');
    writeIsShown(client, revision);
    expect(await loadAgain()).toEqual(['a', 'b', 'c', 'e', 'changed']);
    expect(asked.length).toBeGreaterThan(1);
  });

  it('does not believe what it shows where count or sum say otherwise', async () => {
    revision += 1;
    rows = rows.map((row) => (row.id === 'f' ? { ...row, amount: 9 } : row));
    writeIsShown(client, revision);
    await loadAgain();
    expect(asked).toEqual([null, '2', '4']);
  });
});
