import { afterEach, describe, expect, it, vi } from 'vitest';
import { firstDayOfWeek, usualFirstDay } from './first-day-of-week';

const [SUNDAY, MONDAY, FRIDAY, SATURDAY] = [0, 1, 5, 6];

/** Every two letters that a region could be called by. */
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const REGIONS = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));

/** As a browser that knows nothing of weeks: a locale without what newer ones say about them. */
function forgetWeeks(): void {
  class Locale {
    readonly region: string | undefined;
    private readonly full: Intl.Locale;
    constructor(tag: string) {
      this.full = new IntlLocale(tag);
      this.region = this.full.region;
    }
    maximize() {
      return { region: this.full.maximize().region };
    }
  }
  vi.stubGlobal('Intl', { ...Intl, Locale });
}
const IntlLocale = Intl.Locale;

afterEach(() => vi.unstubAllGlobals());

describe('the first day of the week', () => {
  it('is the chosen one, whatever the locale says', () => {
    expect(firstDayOfWeek('monday', 'en-US')).toBe(MONDAY);
    expect(firstDayOfWeek('saturday', 'en-US')).toBe(SATURDAY);
    expect(firstDayOfWeek('sunday', 'de-DE')).toBe(SUNDAY);
  });

  it.each([
    ['de-CH', MONDAY],
    ['en-GB', MONDAY],
    ['en-US', SUNDAY],
    ['pt-BR', SUNDAY],
    ['ar-EG', SATURDAY],
    ['dv-MV', FRIDAY],
    ['en', SUNDAY],
    ['de', MONDAY],
    ['not a locale', MONDAY],
  ])('is the usual one of %s where nothing is chosen', (locale, day) => {
    expect(firstDayOfWeek(null, locale)).toBe(day);
    forgetWeeks();
    expect(firstDayOfWeek(null, locale)).toBe(day);
  });

  it('is the same where the browser does not know the weeks of its locales', () => {
    const named = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
    const regions = REGIONS.filter((region) => named.of(region) !== undefined);
    // Names of the past stand for the regions of today.
    const today = new Set(regions.map((region) => new Intl.Locale(`und-${region}`).region));
    const known = [...today].map((region) => [region, usualFirstDay(`und-${region}`)]);
    expect(known.length).toBeGreaterThan(200);
    forgetWeeks();
    expect([...today].map((region) => [region, usualFirstDay(`und-${region}`)])).toEqual(known);
  });
});
