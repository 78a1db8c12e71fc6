/**
 * An amount of money as a whole number of the currency's minor units: 19.99 EUR is 1999, 500 JPY is
 * 500. Everything the browser adds, compares or keeps is one of these; no fraction of a unit exists.
 */
export type MinorUnits = number;

/** The largest amount or total the API knows; below it every sum is an exact JavaScript integer. */
export const LARGEST_MINOR_UNITS: MinorUnits = 999_999_999_999_999;

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * Turns decimal text such as `-19.9` into minor units by moving the point in the text, never by
 * arithmetic. Throws RangeError for anything but a plain decimal with at most `digits` decimals.
 */
export function minorFromDecimalText(text: string, digits: number): MinorUnits {
  const match = DECIMAL.exec(text);
  if (!match) throw new RangeError('not a plain decimal number');
  const [, sign = '', whole = '', fraction = ''] = match;
  const significant = fraction.replace(/0+$/, '');
  if (significant.length > digits) throw new RangeError(`more than ${digits} decimals`);
  const minor = Number(whole + significant.padEnd(digits, '0'));
  if (minor > LARGEST_MINOR_UNITS) throw new RangeError('larger than an amount can be');
  return sign === '-' && minor !== 0 ? -minor : minor;
}

/**
 * Turns an amount from a JSON answer into minor units, exactly.
 *
 * `JSON.parse` has already made a double of it, but the API keeps amounts to 15 significant digits,
 * and a double's shortest text gives those back digit by digit. Multiplying would not: 1.15 * 100
 * is 114.99….
 */
export function minorFromJson(amount: number, digits: number): MinorUnits {
  return minorFromDecimalText(String(amount), digits);
}

/** Writes minor units as plain decimal text (`19.99`, `500`, `-0.05`), as the API takes them. */
export function decimalText(minor: MinorUnits, digits: number): string {
  const sign = minor < 0 ? '-' : '';
  const figures = String(Math.abs(minor)).padStart(digits + 1, '0');
  if (digits === 0) return sign + figures;
  return `${sign}${figures.slice(0, -digits)}.${figures.slice(-digits)}`;
}

/** Adds amounts of one currency. Throws RangeError when the result is no longer exact. */
export function sumOf(amounts: Iterable<MinorUnits>): MinorUnits {
  let total = 0;
  for (const amount of amounts) total += amount;
  if (!Number.isSafeInteger(total)) throw new RangeError('a sum of amounts must be exact');
  return total;
}

/**
 * Shares an amount among `parts`, rounded down, so that spending the share every time never spends
 * more than the amount. Answers 0 when nothing is left to share.
 */
export function shareOf(amount: MinorUnits, parts: number): MinorUnits {
  if (amount <= 0 || parts <= 0) return 0;
  return Math.floor(amount / parts);
}
