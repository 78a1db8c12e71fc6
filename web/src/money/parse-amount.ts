import { plural, t } from '@lingui/core/macro';
import { formatAmount, formatPlain, type MoneyFormat } from './format-amount';
import { LARGEST_MINOR_UNITS, type MinorUnits } from './minor-units';

/** Why a text is not an amount that can be saved. */
export type AmountProblem =
  | 'empty'
  | 'malformed'
  | 'not_positive'
  | 'too_many_decimals'
  | 'too_large'
  | SumProblem;

/** Why a sum such as `2*(3+4)` cannot be worked out. */
export type SumProblem = 'unfinished' | 'parentheses' | 'division_by_zero' | 'too_long';

export type ParsedAmount =
  | { readonly ok: true; readonly minor: MinorUnits }
  | { readonly ok: false; readonly problem: AmountProblem };

export type ParseOptions = {
  /** A budget may be 0, an expense may not. */
  readonly allowZero?: boolean;
};

/** The locale's sign between thousands, as `.` or `,` where it is one of these, and its ten digits. */
type Conventions = { readonly group: string; readonly digits: readonly string[] };

/** `1,234,567` and the Indian `12,34,567`, whatever the sign was before it became a comma. */
const GROUPED = /^\d{1,3}(?:,\d{2,3})*,\d{3}$/;
const INTEGER_DIGITS = 12;

function refused(problem: AmountProblem): ParsedAmount {
  return { ok: false, problem };
}

function conventionsOf(locale: string): Conventions {
  try {
    const parts = new Intl.NumberFormat(locale).formatToParts(1234567);
    const group = parts.find((part) => part.type === 'group')?.value ?? '';
    const digits = new Intl.NumberFormat(locale, { useGrouping: false, minimumIntegerDigits: 10 });
    return { group: asciiSeparator(group), digits: [...digits.format(123456789)] };
  } catch {
    return { group: ',', digits: [...'0123456789'] };
  }
}

/** Arabic and Persian write ٫ and ٬ where others write a point and a comma. */
function asciiSeparator(sign: string): string {
  if (sign === '٫') return '.';
  return sign === '٬' || sign === '،' ? ',' : sign;
}

/**
 * Brings the text to ASCII digits, `.` and `,`: the locale's own digits are translated, and what
 * only decorates (spaces, apostrophes between thousands, the currency's sign or code) is dropped.
 */
function plainText(text: string, currency: string, conventions: Conventions): string {
  const figureOf = new Map(conventions.digits.map((digit, value) => [digit, String(value)]));
  const bare = text
    .normalize('NFKC')
    .replace(/[\u200e\u200f\u061c]/gu, '')
    .trim()
    .replace(new RegExp(`^${currency}|${currency}$`, 'i'), '')
    .replace(/\p{Sc}/gu, '')
    .replace(/[\s'’]/gu, '');
  return [...bare].map((sign) => figureOf.get(sign) ?? asciiSeparator(sign)).join('');
}

/**
 * Splits `1.234,50` into its whole and decimal digits, or answers null when the signs make no sense.
 * Of two different signs the last is the decimal sign, in whatever locale. One sign followed by
 * exactly three digits is the only case that the locale decides: `1,234` is a thousand in English,
 * and in German three decimals, which a currency with two refuses rather than guesses.
 */
function splitDecimal(text: string, group: string): readonly [string, string] | null {
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (last < 0) return [text, ''];
  const sign = text.charAt(last);
  const before = text.slice(0, last);
  const after = text.slice(last + 1);
  const otherSign = sign === '.' ? ',' : '.';
  if (before.includes(otherSign)) {
    const whole = before.replaceAll(otherSign, ',');
    return GROUPED.test(whole) && !before.includes(sign)
      ? [whole.replaceAll(',', ''), after]
      : null;
  }
  const grouped = text.replaceAll(sign, ',');
  const isGrouped = GROUPED.test(grouped);
  if (before.includes(sign)) return isGrouped ? [grouped.replaceAll(',', ''), ''] : null;
  return isGrouped && sign === group && !text.startsWith('0')
    ? [before + after, '']
    : [before, after];
}

/** The whole and the decimal digits of a number as a person writes it, in ASCII; null where it is none. */
export function decimalParts(text: string, money: MoneyFormat): readonly [string, string] | null {
  const conventions = conventionsOf(money.locale);
  const plain = plainText(text, money.currency, conventions);
  return /^[\d.,]*\d[\d.,]*$/.test(plain) ? splitDecimal(plain, conventions.group) : null;
}

/**
 * Reads what a person typed as an amount, in the user's locale and in the simple forms `12`, `12.5`
 * and `12,50`. Never rounds: more decimals than the currency has is shown, not repaired.
 */
export function parseAmount(
  text: string,
  money: MoneyFormat,
  options: ParseOptions = {},
): ParsedAmount {
  if (text.trim() === '') return refused('empty');
  const split = decimalParts(text, money);
  if (!split) return refused(isNegative(text, money) ? 'not_positive' : 'malformed');
  const whole = split[0].replace(/^0+/, '');
  const fraction = split[1].replace(/0+$/, '');
  if (fraction.length > money.digits) return refused('too_many_decimals');
  if (whole.length > INTEGER_DIGITS) return refused('too_large');
  const minor = Number(whole + fraction.padEnd(money.digits, '0'));
  if (minor > largestAmount(money.digits)) return refused('too_large');
  if (minor === 0 && !options.allowZero) return refused('not_positive');
  return { ok: true, minor };
}

function isNegative(text: string, money: MoneyFormat): boolean {
  const plain = plainText(text, money.currency, conventionsOf(money.locale));
  return /^[-−][\d.,]*\d[\d.,]*$/u.test(plain);
}

/** The API's upper limit, 999,999,999,999.99, in minor units of a currency with `digits` decimals. */
export function largestAmount(digits: number): MinorUnits {
  const figures = '9'.repeat(INTEGER_DIGITS) + '99'.slice(0, digits).padEnd(digits, '0');
  return Math.min(Number(figures), LARGEST_MINOR_UNITS);
}

/** What to tell the person, with an example of what would be right. */
export function amountProblemText(problem: AmountProblem, money: MoneyFormat): string {
  const example = formatPlain(1250 * 10 ** Math.max(money.digits - 2, 0), money);
  switch (problem) {
    case 'empty':
      return t`Enter an amount, for example ${example}.`;
    case 'malformed':
      return t`This is not an amount. Write it like ${example}.`;
    case 'not_positive':
      return t`The amount must be more than zero.`;
    case 'too_many_decimals':
      return decimalsText(money);
    case 'too_large':
      return largestText(money);
    case 'unfinished':
      return t`The sum is not finished: a number is missing.`;
    case 'parentheses':
      return t`Each parenthesis needs its other half.`;
    case 'division_by_zero':
      return t`Nothing can be divided by zero.`;
    case 'too_long':
      return t`The sum is too long.`;
  }
}

function decimalsText({ currency, digits }: MoneyFormat): string {
  if (digits === 0) return t`${currency} has no decimals. Write a whole number.`;
  return t`${currency} has ${plural(digits, { one: '# decimal', other: '# decimals' })} at most.`;
}

function largestText(money: MoneyFormat): string {
  const largest = formatAmount(largestAmount(money.digits), money);
  return t`The largest amount is ${largest}.`;
}
