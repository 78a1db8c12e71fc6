import type { Budget, SummaryRow } from '@/api/budgets';
import type { Category } from '@/api/categories';
import { type MinorUnits, sumOf } from '@/money/minor-units';
import { type Standing, standingOf } from '@/money/pace';

/** One line of the table: a category, with what it may cost and what it cost. */
export type BudgetEntry = {
  readonly categoryId: string;
  readonly name: string;
  readonly colour: string;
  readonly icon: string;
  readonly spent: MinorUnits;
  readonly budget: MinorUnits | null;
};

export type BudgetTotals = {
  readonly budget: MinorUnits;
  /** Spent in categories that have a budget. */
  readonly spent: MinorUnits;
  /** Spent in those that have none. */
  readonly unbudgeted: MinorUnits;
};

/** Every category in the user's order. Archived ones are left out, unless the month still knows them. */
export function budgetEntries(
  categories: readonly Category[],
  budgets: readonly Budget[],
  summary: readonly SummaryRow[],
): BudgetEntry[] {
  const budgetOf = new Map(budgets.map((budget) => [budget.categoryId, budget.amount]));
  const spentOf = new Map(summary.map((row) => [row.categoryId, row.spent]));
  return categories
    .map((category) => ({
      archived: category.archivedAt !== null,
      entry: {
        categoryId: category.id,
        name: category.name,
        colour: category.colour,
        icon: category.icon,
        spent: spentOf.get(category.id) ?? 0,
        budget: budgetOf.get(category.id) ?? null,
      },
    }))
    .filter(({ archived, entry }) => !archived || entry.budget !== null || entry.spent > 0)
    .map(({ entry }) => entry);
}

export function budgetTotals(entries: readonly BudgetEntry[]): BudgetTotals {
  const budgeted = entries.filter((entry) => entry.budget !== null);
  const unbudgeted = entries.filter((entry) => entry.budget === null);
  return {
    budget: sumOf(budgeted.map((entry) => entry.budget ?? 0)),
    spent: sumOf(budgeted.map((entry) => entry.spent)),
    unbudgeted: sumOf(unbudgeted.map((entry) => entry.spent)),
  };
}

const URGENCY: Readonly<Record<Standing, number>> = { over: 0, at_risk: 1, fine: 2 };

/** What needs attention first: exceeded budgets, then those at risk, then all others; within each the user's order. */
export function byUrgency(entries: readonly BudgetEntry[], pace: number): BudgetEntry[] {
  const urgency = ({ spent, budget }: BudgetEntry) =>
    budget === null ? URGENCY.fine : URGENCY[standingOf(spent, budget, pace)];
  return entries.toSorted((one, other) => urgency(one) - urgency(other));
}

/** The entries as they stood before; what was not among them comes last. */
export function inHeldOrder(
  entries: readonly BudgetEntry[],
  held: readonly string[],
): BudgetEntry[] {
  const placeOf = new Map(held.map((id, place) => [id, place]));
  const place = ({ categoryId }: BudgetEntry) => placeOf.get(categoryId) ?? held.length;
  return entries.toSorted((one, other) => place(one) - place(other));
}
