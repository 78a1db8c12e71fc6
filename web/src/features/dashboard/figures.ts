import type { SummaryRow } from '@/api/budgets';
import type { DaySpan } from '@/api/expenses';
import {
  addMonths,
  daysIn,
  firstDayOf,
  type IsoDate,
  type IsoMonth,
  lastDayOf,
  phaseOf,
} from '@/dates/calendar';
import { type MinorUnits, sumOf } from '@/money/minor-units';

/** A summary row that has a budget. */
export type BudgetedRow = SummaryRow & {
  readonly budget: MinorUnits;
  readonly remaining: MinorUnits;
};

export type MonthFigures = {
  /** All that was spent. */
  readonly spent: MinorUnits;
  /** The sum of the budgets. */
  readonly budget: MinorUnits;
  /** What was spent in categories that have one. */
  readonly budgetedSpent: MinorUnits;
  /** What is left of the budgets together; negative when they are exceeded together. */
  readonly left: MinorUnits;
  /** Categories with a budget, the most used first. */
  readonly budgeted: readonly BudgetedRow[];
  /** Categories with spending but no budget. */
  readonly unbudgeted: readonly SummaryRow[];
};

function hasBudget(row: SummaryRow): row is BudgetedRow {
  return row.budget !== null && row.remaining !== null;
}

/** A budget of 0 that was spent from comes before every other. */
function used(row: BudgetedRow): number {
  if (row.budget === 0) return row.spent > 0 ? Number.POSITIVE_INFINITY : 0;
  return row.spent / row.budget;
}

export function monthFigures(rows: readonly SummaryRow[]): MonthFigures {
  const budgeted = rows.filter(hasBudget);
  return {
    spent: sumOf(rows.map((row) => row.spent)),
    budget: sumOf(budgeted.map((row) => row.budget)),
    budgetedSpent: sumOf(budgeted.map((row) => row.spent)),
    left: sumOf(budgeted.map((row) => row.remaining)),
    budgeted: budgeted.toSorted((one, other) => {
      const [first, second] = [used(one), used(other)];
      return first === second ? other.budget - one.budget : second - first;
    }),
    unbudgeted: rows.filter((row) => !hasBudget(row) && row.spent > 0),
  };
}

/**
 * What a month is compared with: the month before, and while it runs only as much of that as has passed of this one.
 * Three weeks against four would always look thrifty. Null for a month that has not begun.
 */
export function comparisonPeriod(month: IsoMonth, today: IsoDate): IsoMonth | DaySpan | null {
  const before = addMonths(month, -1);
  const phase = phaseOf(month, today);
  if (phase === 'future') return null;
  if (phase === 'past') return before;
  const day = Math.min(Number(today.slice(8)), daysIn(before));
  const to =
    day === daysIn(before) ? lastDayOf(before) : `${before}-${String(day).padStart(2, '0')}`;
  return { from: firstDayOf(before), to };
}

export type Change = {
  readonly row: SummaryRow;
  /** What was spent now. Where that is nothing, only the time before has expenses to show. */
  readonly spent: MinorUnits;
  /** Positive where more was spent than before. */
  readonly difference: MinorUnits;
};

/** What each category changed by, the largest changes first. */
export function changesBetween(
  now: readonly SummaryRow[],
  before: readonly SummaryRow[],
): Change[] {
  const earlier = new Map(before.map((row) => [row.categoryId, row]));
  const current = now.map((row) => ({
    row,
    spent: row.spent,
    difference: row.spent - (earlier.get(row.categoryId)?.spent ?? 0),
  }));
  const known = new Set(now.map((row) => row.categoryId));
  const gone = before
    .filter((row) => !known.has(row.categoryId))
    .map((row) => ({ row, spent: 0, difference: -row.spent }));
  return [...current, ...gone]
    .filter(({ difference }) => difference !== 0)
    .sort((one, other) => Math.abs(other.difference) - Math.abs(one.difference));
}
