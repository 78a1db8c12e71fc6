import { describe, expect, it } from 'vitest';
import { knownLocale } from './known-locale';

describe('knownLocale', () => {
  it('takes the first locale that the browser knows', () => {
    expect(knownLocale('de-AT', 'en-GB')).toBe('de-AT');
  });

  it('passes over what is missing and what no formatter takes', () => {
    expect(knownLocale(null, undefined, '', 'en-US@posix', 'fr')).toBe('fr');
  });

  it('ends with English', () => {
    expect(knownLocale('en-US@posix')).toBe('en');
  });
});
