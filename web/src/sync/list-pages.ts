import type { Expense, ExpensePage } from '@/api/expenses';

/** The pages of a list of expenses, as far as they are loaded. Count and total of all are on the first. */
export type Pages = readonly ExpensePage[];

export function isListed(pages: Pages, wanted: string): boolean {
  return pages.some(({ expenses }) => expenses.some(({ id }) => id === wanted));
}

export function withoutRows(pages: Pages, gone: ReadonlySet<string>): Pages {
  return pages.map((page) => ({
    ...page,
    expenses: page.expenses.filter(({ id }) => !gone.has(id)),
  }));
}

/** With count and total changed by so much; the total in minor units. */
export function counted(pages: Pages, more: number, sum: number): Pages {
  return pages.map((page) => ({
    ...page,
    count: page.count === null ? null : page.count + more,
    total: page.total === null ? null : page.total + sum,
  }));
}

/**
 * Puts rows, which are in the order of the list, each before the first one that it comes before. What belongs to a page
 * that is not loaded yet is left to that page.
 */
export function withRows(
  pages: Pages,
  coming: readonly Expense[],
  comesBefore: (one: Expense, other: Expense) => boolean,
): Pages {
  const waiting = [...coming];
  return pages.map((page, index) => {
    const expenses: Expense[] = [];
    for (const row of page.expenses) {
      while (waiting[0] && comesBefore(waiting[0], row)) expenses.push(...waiting.splice(0, 1));
      expenses.push(row);
    }
    const ends = index === pages.length - 1 && page.nextCursor === null;
    return { ...page, expenses: ends ? [...expenses, ...waiting] : expenses };
  });
}
