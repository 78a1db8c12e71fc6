import { describe, expect, it } from 'vitest';
import { currencyDigits } from './currency-digits';

describe('currencyDigits', () => {
  it.each([
    ['EUR', 2],
    ['INR', 2],
    ['JPY', 0],
    ['KWD', 3],
  ])('%s has %i decimals', (currency, digits) => {
    expect(currencyDigits(currency)).toBe(digits);
  });

  it('takes two decimals for what is no currency code', () => {
    expect(currencyDigits('EURO')).toBe(2);
    expect(currencyDigits('')).toBe(2);
  });
});
