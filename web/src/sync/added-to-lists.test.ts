import { type InfiniteData, QueryClient } from '@tanstack/react-query';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Expense, ExpenseFilter, ExpensePage } from '@/api/expenses';
import { addToLists } from '@/sync/added-to-lists';
import { keys } from '@/sync/keys';

function row(id: string, date: string, parts: Partial<Expense> = {}): Expense {
  const rest = { category: 'Food', categoryId: 'food', amount: 100, description: '' };
  return { id, date, ...rest, deletedAt: null, revision: 1, ...parts };
}

function page(expenses: readonly Expense[], parts: Partial<ExpensePage> = {}): ExpensePage {
  return { expenses, nextCursor: null, count: expenses.length, total: 100, ...parts };
}

const ADDED = row('new', '2026-11-20', { amount: 250, revision: 0 });
const RECORDED = row('real', '2026-11-20', { amount: 250, revision: 9 });

let client: QueryClient;
beforeEach(() => {
  client = new QueryClient();
});

function keep(filter: ExpenseFilter, ...pages: ExpensePage[]): void {
  client.setQueryData(keys.expensePages(filter), { pages, pageParams: pages.map(() => null) });
}

function listed(filter: ExpenseFilter = {}): string[][] {
  const list = client.getQueryData<InfiniteData<ExpensePage>>(keys.expensePages(filter));
  return list?.pages.map(({ expenses }) => expenses.map(({ id }) => id)) ?? [];
}

function first(filter: ExpenseFilter = {}): ExpensePage | undefined {
  return client.getQueryData<InfiniteData<ExpensePage>>(keys.expensePages(filter))?.pages[0];
}

describe('an added expense', () => {
  it('stands before all others of its day, and is counted', async () => {
    keep({}, page([row('a', '2026-11-21'), row('b', '2026-11-20'), row('c', '2026-11-19')]));
    await addToLists(client, ADDED);
    expect(listed()).toEqual([['a', 'new', 'b', 'c']]);
    expect(first()).toMatchObject({ count: 4, total: 350 });
  });

  it('is put into every list that it matches and no other', async () => {
    keep({}, page([]));
    keep({ month: '2026-11' }, page([]));
    keep({ month: '2026-10' }, page([]));
    await addToLists(client, ADDED);
    expect(listed({})).toEqual([['new']]);
    expect(listed({ month: '2026-11' })).toEqual([['new']]);
    expect(listed({ month: '2026-10' })).toEqual([[]]);
    expect(first({ month: '2026-10' })).toMatchObject({ count: 0, total: 100 });
  });

  it('goes to the page that its day is on, and to the end of a list that is complete', async () => {
    const newer = page([row('a', '2026-11-22')], { nextCursor: 'more' });
    const older = page([row('b', '2026-11-21')], { count: null, total: null });
    keep({}, newer, older);
    await addToLists(client, ADDED);
    expect(listed()).toEqual([['a'], ['b', 'new']]);
    expect(first()).toMatchObject({ count: 2, total: 350 });
  });

  it('is left to a page that is not loaded yet, uncounted', async () => {
    keep({}, page([row('a', '2026-11-22')], { nextCursor: 'more' }));
    await addToLists(client, ADDED);
    expect(listed()).toEqual([['a']]);
    expect(first()).toMatchObject({ count: 1, total: 100 });
  });

  it('pushes the last one out of the latest few', async () => {
    const key = keys.latestExpenses({ month: '2026-11' }, 2);
    client.setQueryData(key, page([row('a', '2026-11-20'), row('b', '2026-11-19')]));
    await addToLists(client, ADDED);
    const latest = client.getQueryData<ExpensePage>(key);
    expect(latest?.expenses.map(({ id }) => id)).toEqual(['new', 'a']);
    expect(latest?.count).toBe(3);
    expect(latest?.nextCursor).not.toBeNull();
  });
});

describe('the answer of the service', () => {
  it('takes the place of what was expected', async () => {
    keep({}, page([row('a', '2026-11-20')]));
    const placed = await addToLists(client, ADDED);
    placed.settle(RECORDED);
    expect(listed()).toEqual([['real', 'a']]);
    expect(first()).toMatchObject({ count: 2, total: 350 });
  });

  it('is not listed a second time where a fetched list has it', async () => {
    keep({}, page([]));
    const placed = await addToLists(client, ADDED);
    keep({}, page([RECORDED, row('a', '2026-11-20')]));
    placed.settle(RECORDED);
    expect(listed()).toEqual([['real', 'a']]);
    expect(first()?.count).toBe(2);
  });

  it('that refuses takes the row out again, and nothing else', async () => {
    keep({}, page([row('a', '2026-11-20')]));
    const placed = await addToLists(client, ADDED);
    const other = await addToLists(client, { ...ADDED, id: 'other' });
    placed.takeBack();
    expect(listed()).toEqual([['other', 'a']]);
    expect(first()).toMatchObject({ count: 2, total: 350 });
    other.takeBack();
    expect(listed()).toEqual([['a']]);
  });

  it('that it was deleted since takes the row out', async () => {
    keep({}, page([]));
    const placed = await addToLists(client, ADDED);
    placed.settle({ ...RECORDED, deletedAt: '2026-11-20T10:00:00Z' });
    expect(listed()).toEqual([[]]);
  });
});
