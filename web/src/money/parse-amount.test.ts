import { describe, expect, it } from 'vitest';
import { formatAmount, type MoneyFormat } from './format-amount';
import {
  type AmountProblem,
  amountProblemText,
  largestAmount,
  type ParsedAmount,
  parseAmount,
} from './parse-amount';

function money(locale: string, currency = 'EUR', digits = 2): MoneyFormat {
  return { locale, currency, digits };
}

function refused(problem: AmountProblem): ParsedAmount {
  return { ok: false, problem };
}

const ENGLISH = money('en-IE');
const GERMAN = money('de-DE');
const YEN = money('ja-JP', 'JPY', 0);
const DINAR = money('en-US', 'KWD', 3);

describe('parseAmount in any locale', () => {
  const LOCALES = ['en-IE', 'en-US', 'en-IN', 'de-DE', 'de-CH', 'fr-FR', 'pl-PL', 'ar-EG', 'ja-JP'];

  describe.each(LOCALES)('%s', (locale) => {
    it.each([
      ['12', 1200],
      ['12.5', 1250],
      ['12,5', 1250],
      ['12.50', 1250],
      ['12,50', 1250],
      [' 12,50 ', 1250],
      ['0.05', 5],
      ['.5', 50],
      [',5', 50],
      ['12.', 1200],
      ['007', 700],
      ['1.234,50', 123_450],
      ['1,234.50', 123_450],
      ['1 234,50', 123_450],
      ["1'234.50", 123_450],
      ['1,234,567', 123_456_700],
      ['1.234.567', 123_456_700],
      ['12,34,567.89', 123_456_789],
      ['€12.50', 1250],
      ['12,50 €', 1250],
      ['EUR 12.50', 1250],
      ['12.50eur', 1250],
      ['１２.５０', 1250],
      ['999999999999.99', 99_999_999_999_999],
    ])('reads "%s" as %i cents', (text, minor) => {
      expect(parseAmount(text, money(locale))).toEqual({ ok: true, minor });
    });

    it.each<[string, AmountProblem]>([
      ['', 'empty'],
      ['   ', 'empty'],
      ['abc', 'malformed'],
      ['€', 'malformed'],
      ['12a', 'malformed'],
      ['1e3', 'malformed'],
      ['1..2', 'malformed'],
      ['1,2,3', 'malformed'],
      ['1,23.456,7', 'malformed'],
      ['1.2,34.5', 'malformed'],
      ['12-', 'malformed'],
      ['+12', 'malformed'],
      ['NaN', 'malformed'],
      ['Infinity', 'malformed'],
      ['½', 'malformed'],
      ['-5', 'not_positive'],
      ['−5,00', 'not_positive'],
      ['0', 'not_positive'],
      ['0,00', 'not_positive'],
      ['12.5051', 'too_many_decimals'],
      ['0,001', 'too_many_decimals'],
      ['0.001', 'too_many_decimals'],
      ['1,234.567', 'too_many_decimals'],
      ['1000000000000', 'too_large'],
    ])('refuses "%s": %s', (text, problem) => {
      expect(parseAmount(text, money(locale))).toEqual(refused(problem));
    });
  });
});

describe('parseAmount where the locale decides', () => {
  it('takes one sign before three digits for thousands where the locale groups with it', () => {
    expect(parseAmount('1,234', ENGLISH)).toEqual({ ok: true, minor: 123_400 });
    expect(parseAmount('1.234', GERMAN)).toEqual({ ok: true, minor: 123_400 });
  });

  it('refuses it elsewhere rather than guess', () => {
    expect(parseAmount('1.234', ENGLISH)).toEqual(refused('too_many_decimals'));
    expect(parseAmount('1,234', GERMAN)).toEqual(refused('too_many_decimals'));
    expect(parseAmount('1,234', money('de-CH'))).toEqual(refused('too_many_decimals'));
  });

  it("reads the locale's own digits and signs", () => {
    expect(parseAmount('١٢٫٥٠', money('ar-EG'))).toEqual({ ok: true, minor: 1250 });
    expect(parseAmount('١٬٢٣٤٫٥٠', money('ar-EG'))).toEqual({ ok: true, minor: 123_450 });
  });

  it.each([
    'en-IE',
    'en-IN',
    'de-DE',
    'de-CH',
    'fr-FR',
    'pl-PL',
    'sv-SE',
    'ar-EG',
    'hi-IN',
    'ja-JP',
  ])('reads back what %s writes', (locale) => {
    for (const minor of [5, 1250, 123_456, 1_234_567, 99_999_999_999_999]) {
      const text = formatAmount(minor, money(locale));
      expect(parseAmount(text, money(locale))).toEqual({ ok: true, minor });
    }
  });

  it('copes with a locale that no browser knows', () => {
    expect(parseAmount('12,50', money('not a locale'))).toEqual({ ok: true, minor: 1250 });
  });
});

describe('parseAmount and the decimals of the currency', () => {
  it('has no place for decimals in yen', () => {
    expect(parseAmount('500', YEN)).toEqual({ ok: true, minor: 500 });
    expect(parseAmount('500.00', YEN)).toEqual({ ok: true, minor: 500 });
    expect(parseAmount('500.5', YEN)).toEqual(refused('too_many_decimals'));
    expect(parseAmount('999999999999', YEN)).toEqual({ ok: true, minor: 999_999_999_999 });
  });

  it('keeps three in dinars, up to the same limit', () => {
    expect(parseAmount('1.234', DINAR)).toEqual({ ok: true, minor: 1234 });
    expect(parseAmount('1,234', DINAR)).toEqual({ ok: true, minor: 1_234_000 });
    expect(parseAmount('999999999999.99', DINAR)).toEqual({ ok: true, minor: 999_999_999_999_990 });
    expect(parseAmount('999999999999.991', DINAR)).toEqual(refused('too_large'));
  });

  it('allows 0 for a budget', () => {
    expect(parseAmount('0', ENGLISH, { allowZero: true })).toEqual({ ok: true, minor: 0 });
    expect(parseAmount('-1', ENGLISH, { allowZero: true })).toEqual(refused('not_positive'));
  });
});

describe('largestAmount', () => {
  it('is 999,999,999,999.99, or what an exact integer holds', () => {
    expect(largestAmount(0)).toBe(999_999_999_999);
    expect(largestAmount(2)).toBe(99_999_999_999_999);
    expect(largestAmount(3)).toBe(999_999_999_999_990);
    expect(largestAmount(4)).toBe(999_999_999_999_999);
  });
});

describe('amountProblemText', () => {
  it('says how to write it in the locale', () => {
    expect(amountProblemText('empty', GERMAN)).toBe('Enter an amount, for example 12,50.');
    expect(amountProblemText('malformed', YEN)).toBe('This is not an amount. Write it like 1250.');
  });

  it('says how many decimals there are', () => {
    expect(amountProblemText('too_many_decimals', ENGLISH)).toBe('EUR has 2 decimals at most.');
    expect(amountProblemText('too_many_decimals', YEN)).toContain('no decimals');
  });

  it('names the limit', () => {
    expect(amountProblemText('too_large', ENGLISH)).toContain('€999,999,999,999.99');
    expect(amountProblemText('not_positive', ENGLISH)).toContain('more than zero');
  });
});
