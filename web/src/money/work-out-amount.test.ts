import { describe, expect, it } from 'vitest';
import type { MoneyFormat } from './format-amount';
import { type AmountProblem, type ParsedAmount, parseAmount } from './parse-amount';
import { isSum, workOutAmount } from './work-out-amount';

function money(locale: string, currency = 'EUR', digits = 2): MoneyFormat {
  return { locale, currency, digits };
}

const ENGLISH = money('en-IE');
const GERMAN = money('de-DE');
const YEN = money('ja-JP', 'JPY', 0);

function minorOf(parsed: ParsedAmount): number {
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.minor;
}

describe('workOutAmount', () => {
  it.each([
    ['16.99*2+3', 3698],
    ['16,99*2+3', 3698],
    ['3+16.99*2', 3698],
    ['(3+16.99)*2', 3998],
    ['2*(3+(4-1))', 1200],
    ['10-2-3', 500],
    ['100/4/5', 500],
    ['10--5', 1500],
    ['-5+10', 500],
    ['20*-1+25', 500],
    ['(5)', 500],
    ['3 x 2.50', 750],
    ['3 × 2,50', 750],
    ['10 ÷ 4', 250],
    ['10 − 4', 600],
    ['€5 + €3.20', 820],
    ['5 EUR + 3 EUR', 800],
    ['１０＋５', 1500],
    ['1,234.50+1', 123_550],
    ['0.1+0.2', 30],
    ['1.005*100', 10_050],
    ['1.15*100*1', 11_500],
    ['84.90/3', 2830],
  ])('works out %s to %i cents', (text, minor) => {
    expect(workOutAmount(text, ENGLISH)).toEqual({ ok: true, minor });
    expect(isSum(text)).toBe(true);
  });

  it.each([
    ['10/3', 333],
    ['20/3', 667],
    ['10/3*3', 1000],
    ['1/3+1/3+1/3', 100],
    ['0.005*1', 1],
    ['0.0049+0', 0],
    ['2.675*1', 268],
    ['10/8*0.1', 13],
  ])('rounds %s only once and half up, to %i cents', (text, minor) => {
    expect(workOutAmount(text, ENGLISH, { allowZero: true })).toEqual({ ok: true, minor });
  });

  it('takes the decimals of the currency and the signs of the locale', () => {
    expect(workOutAmount('1000/3', YEN)).toEqual({ ok: true, minor: 333 });
    expect(workOutAmount('5/2', YEN)).toEqual({ ok: true, minor: 3 });
    expect(workOutAmount('1.234,50+1,5', GERMAN)).toEqual({ ok: true, minor: 123_600 });
    expect(workOutAmount('١٢٫٥٠+١', money('ar-EG'))).toEqual({ ok: true, minor: 1350 });
  });

  it.each<[string, AmountProblem]>([
    ['12+', 'unfinished'],
    ['12-', 'unfinished'],
    ['*3', 'unfinished'],
    ['+12', 'unfinished'],
    ['2*/3', 'unfinished'],
    ['()', 'unfinished'],
    ['(', 'unfinished'],
    ['(2+3', 'parentheses'],
    ['2+3)', 'parentheses'],
    ['2(3)', 'malformed'],
    ['(2)3', 'malformed'],
    ['12+abc', 'malformed'],
    ['1..2+3', 'malformed'],
    ['1e3+1', 'malformed'],
    ['5/0', 'division_by_zero'],
    ['5/(2-2)', 'division_by_zero'],
    ['3-5', 'not_positive'],
    ['5-5', 'not_positive'],
    ['0.001+0.001', 'not_positive'],
    ['999999999999*2', 'too_large'],
    ['('.repeat(100_000), 'too_long'],
  ])('refuses %s: %s', (text, problem) => {
    expect(workOutAmount(text, ENGLISH)).toEqual({ ok: false, problem });
  });

  it.each(['12', '12,50', '-5', '', 'abc', '€3'])('leaves "%s" alone, which is no sum', (text) => {
    expect(isSum(text)).toBe(false);
    expect(workOutAmount(text, ENGLISH)).toEqual(parseAmount(text, ENGLISH));
  });
});

/** The same numbers on every run, so that a failure can be looked into. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('workOutAmount on anything at all', () => {
  const SIGNS = [..."0123456789.,+-*/() x×÷−€aE'½\u0000\u200f٣٫😀"];

  it('answers an exact amount or a problem, and never fails', () => {
    const next = numbersFrom(7);
    for (let round = 0; round < 5000; round += 1) {
      const text = Array.from({ length: next(14) }, () => SIGNS[next(SIGNS.length)]).join('');
      const parsed = workOutAmount(text, round % 2 === 0 ? ENGLISH : GERMAN);
      if (parsed.ok) {
        expect(Number.isSafeInteger(parsed.minor) && parsed.minor > 0, text).toBe(true);
      } else {
        expect(parsed.problem, text).toMatch(/^[a-z_]+$/);
      }
    }
  });

  it('adds, takes away and multiplies cents as integers do', () => {
    const next = numbersFrom(11);
    const written = (cents: number) =>
      `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
    for (let round = 0; round < 1000; round += 1) {
      const [one, two, times] = [next(1_000_000) + 100_000, next(100_000), next(50) + 1];
      const at = (text: string) => minorOf(workOutAmount(text, ENGLISH));
      expect(at(`${written(one)}+${written(two)}`)).toBe(one + two);
      expect(at(`${written(one)} - ${written(two)}`)).toBe(one - two);
      expect(at(`(${written(one)}+${written(two)})*${times}`)).toBe((one + two) * times);
      expect(at(`${written(one * times)}/${times}`)).toBe(one);
    }
  });
});
