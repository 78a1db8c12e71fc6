import { describe, expect, it } from 'vitest';
import {
  formatAmount,
  formatCompact,
  formatPlain,
  formatShare,
  formatWhole,
  type MoneyFormat,
} from './format-amount';
import { decimalText, LARGEST_MINOR_UNITS } from './minor-units';
import { parseAmount } from './parse-amount';

const EURO: MoneyFormat = { currency: 'EUR', digits: 2, locale: 'en-IE' };
const GERMAN: MoneyFormat = { ...EURO, locale: 'de-DE' };
const RUPEE: MoneyFormat = { currency: 'INR', digits: 2, locale: 'en-IN' };
const YEN: MoneyFormat = { currency: 'JPY', digits: 0, locale: 'en-US' };
const DINAR: MoneyFormat = { currency: 'KWD', digits: 3, locale: 'en-US' };

/** Intl separates with spaces that do not break; a test reads better without them. */
function spaced(text: string): string {
  return text.replace(/\s/gu, ' ');
}

describe('formatAmount', () => {
  it.each([
    [184_260, EURO, '€1,842.60'],
    [184_260, GERMAN, '1.842,60 €'],
    [195_739_053, RUPEE, '₹19,57,390.53'],
    [500, YEN, '¥500'],
    [12_500, DINAR, 'KWD 12.500'],
    [-3490, EURO, '-€34.90'],
    [0, EURO, '€0.00'],
  ])('writes %i for %o as %s', (minor, money, text) => {
    expect(spaced(formatAmount(minor, money))).toBe(text);
  });

  it("follows the wallet's decimals where Intl knows others", () => {
    expect(formatAmount(1999, { currency: 'JPY', digits: 2, locale: 'en-US' })).toBe('¥19.99');
  });

  it('puts a plus before an addition when asked, and nothing before zero', () => {
    expect(formatAmount(8210, EURO, { sign: 'always' })).toBe('+€82.10');
    expect(formatAmount(0, EURO, { sign: 'always' })).toBe('€0.00');
  });

  it('shows the exact figures of the largest amounts', () => {
    for (let step = 0; step < 2000; step += 1) {
      const minor = LARGEST_MINOR_UNITS - step * 104_729;
      expect(formatAmount(minor, EURO).replace(/[€,]/g, '')).toBe(decimalText(minor, 2));
    }
  });

  it.each(['not a locale', 'en-US@posix'])('falls back to English for "%s"', (locale) => {
    expect(formatAmount(1999, { ...EURO, locale })).toBe('€19.99');
  });
});

describe('shorter forms', () => {
  it('rounds to whole units', () => {
    expect(formatWhole(184_260, EURO)).toBe('€1,843');
    expect(formatWhole(500, YEN)).toBe('¥500');
  });

  it('shortens thousands and millions for an axis', () => {
    expect(formatCompact(200_000, EURO)).toBe('€2K');
    expect(formatCompact(150_000_000, EURO)).toBe('€1.5M');
    expect(formatCompact(0, EURO)).toBe('€0');
  });

  it('writes shares with one decimal, and nothing of nothing as 0%', () => {
    expect(formatShare(78_000, 184_260, 'en-IE')).toBe('42.3%');
    expect(formatShare(0, 0, 'en-IE')).toBe('0.0%');
  });
});

describe('formatPlain', () => {
  it.each([
    EURO,
    GERMAN,
    RUPEE,
    YEN,
    DINAR,
    { ...EURO, locale: 'ar-EG' },
    { ...EURO, locale: 'de-CH' },
  ])('writes a field so that parseAmount reads the same amount (%o)', (money) => {
    for (const minor of [1, 10, 99, 1000, 123_456, 1_000_000, 98_765_432]) {
      expect(parseAmount(formatPlain(minor, money), money)).toEqual({ ok: true, minor });
    }
  });
});
