import { describe, expect, it } from 'vitest';
import {
  decimalText,
  LARGEST_MINOR_UNITS,
  minorFromDecimalText,
  minorFromJson,
  shareOf,
  sumOf,
} from './minor-units';

describe('minorFromJson', () => {
  it.each([
    [19.99, 2, 1999],
    [1.15, 2, 115],
    [4.35, 2, 435],
    [0.07, 2, 7],
    [250, 2, 25000],
    [-34.9, 2, -3490],
    [0, 2, 0],
    [500, 0, 500],
    [1.005, 3, 1005],
    [999_999_999_999.99, 2, 99_999_999_999_999],
    [9_999_999_999_999.99, 2, 999_999_999_999_999],
    [999_999_999_999.999, 3, 999_999_999_999_999],
  ])('reads %d with %i decimals as %i', (amount, digits, minor) => {
    expect(minorFromJson(amount, digits)).toBe(minor);
  });

  it('gives every cent between 0 and 1,000 back exactly', () => {
    for (let minor = 0; minor <= 100_000; minor += 1) {
      const amount: number = JSON.parse(decimalText(minor, 2));
      expect(minorFromJson(amount, 2)).toBe(minor);
    }
  });

  it('gives the largest amounts with 15 digits back exactly', () => {
    for (let step = 0; step < 2000; step += 1) {
      const minor = LARGEST_MINOR_UNITS - step * 7919;
      const amount: number = JSON.parse(decimalText(minor, 2));
      expect(minorFromJson(amount, 2)).toBe(minor);
    }
  });

  it.each([
    [1.999, 2],
    [0.5, 0],
    [1e21, 2],
    [1e-7, 2],
    [Number.NaN, 2],
    [Infinity, 2],
  ])('refuses %d with %i decimals instead of rounding it', (amount, digits) => {
    expect(() => minorFromJson(amount, digits)).toThrow(RangeError);
  });
});

describe('minorFromDecimalText', () => {
  it('reads trailing zeros beyond the decimals of the currency, which say nothing', () => {
    expect(minorFromDecimalText('12.5000', 2)).toBe(1250);
  });

  it('has one zero', () => {
    expect(Object.is(minorFromDecimalText('-0.00', 2), 0)).toBe(true);
  });

  it.each(['', '.', '1.', '.5', '1e3', ' 1', '+1', '1,5', '0x10'])('refuses "%s"', (text) => {
    expect(() => minorFromDecimalText(text, 2)).toThrow(RangeError);
  });
});

describe('decimalText', () => {
  it.each([
    [1999, 2, '19.99'],
    [5, 2, '0.05'],
    [-5, 2, '-0.05'],
    [0, 2, '0.00'],
    [500, 0, '500'],
    [-500, 0, '-500'],
    [7, 3, '0.007'],
    [LARGEST_MINOR_UNITS, 2, '9999999999999.99'],
  ])('writes %i with %i decimals as %s', (minor, digits, text) => {
    expect(decimalText(minor, digits)).toBe(text);
  });
});

describe('sumOf', () => {
  it('adds what floats would get wrong', () => {
    expect(sumOf([10, 20])).toBe(30);
    expect(decimalText(sumOf([10, 20]), 2)).toBe('0.30');
  });

  it('is 0 for nothing', () => {
    expect(sumOf([])).toBe(0);
  });

  it('refuses a sum that is no longer exact', () => {
    expect(() => sumOf([Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError);
  });
});

describe('shareOf', () => {
  it('never gives out more than there is', () => {
    for (let parts = 1; parts <= 31; parts += 1) {
      const share = shareOf(65_740, parts);
      expect(share * parts).toBeLessThanOrEqual(65_740);
      expect((share + 1) * parts).toBeGreaterThan(65_740);
    }
  });

  it('is 0 when nothing is left or no part is there', () => {
    expect(shareOf(-100, 9)).toBe(0);
    expect(shareOf(0, 9)).toBe(0);
    expect(shareOf(100, 0)).toBe(0);
  });
});
