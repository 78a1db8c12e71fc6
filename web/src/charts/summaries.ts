import { formatAmount, formatShare, type MoneyFormat } from '@/money/format-amount';
import { type MinorUnits, sumOf } from '@/money/minor-units';
import type { Slice } from './slices';

export type BudgetLine = {
  readonly key: string;
  readonly label: string;
  /** A name of the palette. */
  readonly colour: string;
  readonly icon: string;
  readonly spent: MinorUnits;
  readonly budget: MinorUnits;
};

export type MonthTotal = {
  readonly key: string;
  /** `Nov` */
  readonly tick: string;
  /** `November 2026` */
  readonly label: string;
  readonly amount: MinorUnits;
  /** Whether the month is still going on: what it comes to is not known yet. */
  readonly running: boolean;
};

/** "a", "a and b", "a, b and c" */
function listed(parts: readonly string[]): string {
  if (parts.length <= 1) return parts[0] ?? '';
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** The ring in a sentence: the total and the three largest pieces. */
export function ringSummary(slices: readonly Slice[], money: MoneyFormat): string {
  const total = sumOf(slices.map(({ amount }) => amount));
  const categories = slices.reduce((count, slice) => count + slice.labels.length, 0);
  const largest = slices
    .filter(({ labels }) => labels.length === 1)
    .slice(0, 3)
    .map(({ label, amount }) => `${label} with ${formatShare(amount, total, money.locale)}`);
  const where = categories === 1 ? 'one category' : `${categories} categories`;
  return `${formatAmount(total, money)} in ${where}; most went to ${listed(largest)}.`;
}

/** The bars in a sentence: how many budgets are exceeded, which, and by how much. */
export function budgetsSummary(lines: readonly BudgetLine[], money: MoneyFormat): string {
  const over = lines.filter(({ spent, budget }) => spent > budget);
  const all = lines.length === 1 ? 'The one budget' : `All ${lines.length} budgets`;
  if (over.length === 0) return `${all} ${lines.length === 1 ? 'is' : 'are'} kept.`;
  const named = over.map(
    ({ label, spent, budget }) => `${label} by ${formatAmount(spent - budget, money)}`,
  );
  const verb = over.length === 1 ? 'is' : 'are';
  return `${over.length} of ${lines.length} budgets ${verb} exceeded: ${listed(named)}.`;
}

/** The months in a sentence: the average of those that are over, and the highest. */
export function monthsSummary(months: readonly MonthTotal[], money: MoneyFormat): string {
  const [first, ...others] = months.filter(({ amount }) => amount > 0);
  if (!first) return 'Nothing was spent in these months.';
  const highest = others.reduce(
    (high, month) => (month.amount > high.amount ? month : high),
    first,
  );
  const most = `${highest.label} was the highest, with ${formatAmount(highest.amount, money)}.`;
  const average = averageOf(months);
  if (average === 0) return `${first.label} is the first of these months with expenses.`;
  return `Average ${formatAmount(average, money)} a month. ${most}`;
}

/**
 * What a whole month came to on average. A month that is still running would pull it down, and so would months without
 * any spending, in which the ledger was not kept yet.
 */
export function averageOf(months: readonly MonthTotal[]): MinorUnits {
  const whole = months.filter(({ amount, running }) => amount > 0 && !running);
  const total = sumOf(whole.map(({ amount }) => amount));
  return whole.length === 0 ? 0 : Math.round(total / whole.length);
}
