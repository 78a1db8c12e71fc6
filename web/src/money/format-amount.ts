import { isolated } from '@/language/direction';
import type { MinorUnits } from './minor-units';

/** What showing or reading an amount needs: the wallet's currency and its decimals, and the user's locale. */
export type MoneyFormat = {
  readonly currency: string;
  readonly digits: number;
  readonly locale: string;
};

type AmountOptions = {
  /** `always` puts a plus before what was added, as in a comparison with another month. */
  readonly sign?: 'auto' | 'always';
};

const formatters = new Map<string, Intl.NumberFormat>();

/** Making an Intl formatter costs far more than using it, and a long list formats thousands. */
function formatterFor(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = makeFormatter(locale, options);
  formatters.set(key, made);
  return made;
}

/**
 * A locale that this browser does not know must not take the page down. Not even the browser's own is safe to fall back
 * to: where the system's is POSIX, some hold one that they refuse themselves.
 */
function makeFormatter(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  try {
    return new Intl.NumberFormat(locale, options);
  } catch {
    return new Intl.NumberFormat('en', options);
  }
}

/**
 * One double per amount, made only to be shown: with at most 15 significant digits it is nearer to
 * the true decimal than half a minor unit, so the formatter's rounding gives the exact figure.
 */
function shown(minor: MinorUnits, digits: number): number {
  return minor / 10 ** digits;
}

function currencyOptions(money: MoneyFormat, decimals: number): Intl.NumberFormatOptions {
  return {
    style: 'currency',
    currency: money.currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  };
}

/** An amount in full, as the user's locale writes it: `€1,842.60`, `1.842,60 €`, `¥500`. */
export function formatAmount(
  minor: MinorUnits,
  money: MoneyFormat,
  options: AmountOptions = {},
): string {
  const signDisplay = options.sign === 'always' ? 'exceptZero' : 'auto';
  const shape = { ...currencyOptions(money, money.digits), signDisplay } as const;
  return isolated(formatterFor(money.locale, shape).format(shown(minor, money.digits)));
}

/** An amount rounded to whole units, where only its size matters: `€1,843`. */
export function formatWhole(minor: MinorUnits, money: MoneyFormat): string {
  const formatter = formatterFor(money.locale, currencyOptions(money, 0));
  return isolated(formatter.format(shown(minor, money.digits)));
}

/** An amount for the axis of a chart: `€2K`, `€1.5M`. */
export function formatCompact(minor: MinorUnits, money: MoneyFormat): string {
  const shape = {
    ...currencyOptions(money, 0),
    notation: 'compact',
    maximumFractionDigits: 1,
  } as const;
  return isolated(formatterFor(money.locale, shape).format(shown(minor, money.digits)));
}

/** An amount as it is typed: the locale's decimal sign, no currency, no groups: `1842,60`. */
export function formatPlain(minor: MinorUnits, money: MoneyFormat): string {
  return formatNumber(minor, money, false);
}

/** An amount in a field that nobody types in: the same with the locale's groups: `1.842,60`. */
export function formatGrouped(minor: MinorUnits, money: MoneyFormat): string {
  return formatNumber(minor, money, true);
}

function formatNumber(minor: MinorUnits, money: MoneyFormat, useGrouping: boolean): string {
  const formatter = formatterFor(money.locale, {
    useGrouping,
    minimumFractionDigits: money.digits,
    maximumFractionDigits: money.digits,
  });
  return formatter.format(shown(minor, money.digits));
}

/** `part` of `whole` in percent with one decimal: `42.3%`. A share of nothing is 0%. */
export function formatShare(part: MinorUnits, whole: MinorUnits, locale: string): string {
  const formatter = formatterFor(locale, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  return isolated(formatter.format(whole === 0 ? 0 : part / whole));
}
