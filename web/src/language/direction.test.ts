import { afterEach, describe, expect, it } from 'vitest';
import { isolated } from './direction';

afterEach(() => document.documentElement.removeAttribute('dir'));

describe('isolated', () => {
  it('leaves a figure as it is where the text runs from left to right', () => {
    expect(isolated('-€5.00')).toBe('-€5.00');
  });

  it('keeps a figure together where the text runs from right to left', () => {
    document.documentElement.dir = 'rtl';
    expect(isolated('-€5.00')).toBe('\u2068-€5.00\u2069');
  });
});
