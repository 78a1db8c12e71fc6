import { plural, t } from '@lingui/core/macro';
import { currentLanguage } from '@/language/language';
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

/** "a", "a and b", "a, b and c", in the language of the interface. */
function listed(parts: readonly string[]): string {
  const language = currentLanguage();
  // The American list has a comma before its "and", which the other sentences here have not.
  return new Intl.ListFormat(language === 'en' ? 'en-GB' : language).format(parts);
}

/** The ring in a sentence: the total and the three largest pieces. */
export function ringSummary(slices: readonly Slice[], money: MoneyFormat): string {
  const total = sumOf(slices.map(({ amount }) => amount));
  const categories = slices.reduce((count, slice) => count + slice.labels.length, 0);
  const pieces = slices
    .filter(({ labels }) => labels.length === 1)
    .slice(0, 3)
    .map(({ label, amount }) => {
      const share = formatShare(amount, total, money.locale);
      return t`${label} with ${share}`;
    });
  const [sum, largest] = [formatAmount(total, money), listed(pieces)];
  return plural(categories, {
    one: `${sum} in one category; most went to ${largest}.`,
    other: `${sum} in # categories; most went to ${largest}.`,
  });
}

/** The bars in a sentence: how many budgets are exceeded, which, and by how much. */
export function budgetsSummary(lines: readonly BudgetLine[], money: MoneyFormat): string {
  const over = lines.filter(({ spent, budget }) => spent > budget);
  const all = lines.length;
  if (over.length === 0) {
    return plural(all, { one: 'The one budget is kept.', other: 'All # budgets are kept.' });
  }
  const named = over.map(({ label, spent, budget }) => {
    const amount = formatAmount(spent - budget, money);
    return t`${label} by ${amount}`;
  });
  const which = listed(named);
  return plural(over.length, {
    one: `# of ${all} budgets is exceeded: ${which}.`,
    other: `# of ${all} budgets are exceeded: ${which}.`,
  });
}

/** The months that an average is made of: a month that is still running would pull it down, as would one before the ledger. */
export function wholeMonthsOf(months: readonly MonthTotal[]): readonly MonthTotal[] {
  return months.filter(({ amount, running }) => amount > 0 && !running);
}

/** What a whole month came to on average. */
export function averageOf(months: readonly MonthTotal[]): MinorUnits {
  const whole = wholeMonthsOf(months);
  const total = sumOf(whole.map(({ amount }) => amount));
  return whole.length === 0 ? 0 : Math.round(total / whole.length);
}
