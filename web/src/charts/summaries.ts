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
};

/** "a", "a and b", "a, b and c" */
function listed(parts: readonly string[]): string {
  if (parts.length <= 1) return parts[0] ?? '';
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** The ring in a sentence: the total and the three largest pieces. */
export function ringSummary(slices: readonly Slice[], money: MoneyFormat): string {
  const total = sumOf(slices.map(({ amount }) => amount));
  const categories = slices.reduce((count, slice) => count + slice.count, 0);
  const largest = slices
    .filter(({ count }) => count === 1)
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

/** The months in a sentence: the average of those with spending, and the highest. */
export function monthsSummary(months: readonly MonthTotal[], money: MoneyFormat): string {
  const spent = months.filter(({ amount }) => amount > 0);
  const [first, ...others] = spent;
  if (!first) return 'Nothing was spent in these months.';
  const highest = others.reduce(
    (high, month) => (month.amount > high.amount ? month : high),
    first,
  );
  return `Average ${formatAmount(averageOf(months), money)} a month. ${highest.label} was the highest, with ${formatAmount(highest.amount, money)}.`;
}

/** What was spent in a month on average. Months without any spending do not count: the ledger may be younger. */
export function averageOf(months: readonly MonthTotal[]): MinorUnits {
  const amounts = months.map(({ amount }) => amount).filter((amount) => amount > 0);
  return amounts.length === 0 ? 0 : Math.round(sumOf(amounts) / amounts.length);
}
