import type { QueryClient } from '@tanstack/react-query';
import type { Period } from '@/api/budgets';
import type { ExpenseFilter } from '@/api/expenses';
import type { IsoDate, IsoMonth } from '@/dates/calendar';

/** Every name under which an answer of the server is kept. */
export const keys = {
  me: ['me'],
  categories: ['categories'],
  expenses: ['expenses'],
  expenseLists: ['expenses', 'pages'],
  expensePages: (filter: ExpenseFilter) => ['expenses', 'pages', filter],
  latestLists: ['expenses', 'latest'],
  latestExpenses: (filter: ExpenseFilter, limit: number) => ['expenses', 'latest', filter, limit],
  day: (date: IsoDate) => ['expenses', 'day', date],
  daysOf: (month: IsoMonth) => ['expenses', 'days', month],
  descriptions: (text: string) => ['expenses', 'descriptions', text],
  /** Of the mutations that record a new expense. */
  recording: ['expenses', 'recording'],
  summaries: ['summary'],
  summary: (period: Period) => ['summary', period],
  /** Below the summaries: what changes one of them changes a month's total. */
  monthTotals: (from: IsoMonth, to: IsoMonth) => ['summary', 'months', from, to],
  budgets: ['budgets'],
  budgetsOf: (month: IsoMonth) => ['budgets', month],
} as const;

/** Marks all answers that an expense takes part in: lists, sums, and the categories it may have created. */
export function expensesChanged(client: QueryClient): Promise<unknown> {
  return invalidate(client, [keys.expenses, keys.summaries, keys.categories]);
}

export function budgetsChanged(client: QueryClient): Promise<unknown> {
  return invalidate(client, [keys.budgets, keys.summaries, keys.categories]);
}

/** Rows and summaries repeat a category's name, colour and icon. */
export function categoriesChanged(client: QueryClient): Promise<unknown> {
  return invalidate(client, [keys.categories, keys.expenses, keys.summaries, keys.budgets]);
}

function invalidate(client: QueryClient, changed: readonly (readonly string[])[]) {
  return Promise.all(changed.map((queryKey) => client.invalidateQueries({ queryKey })));
}
