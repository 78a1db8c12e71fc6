import { i18n } from '@lingui/core';
import { afterEach, describe, expect, it } from 'vitest';
import {
  formatDay,
  formatDayLong,
  formatDays,
  formatDigits,
  formatMonth,
  formatMonthName,
  formatMonthShort,
  formatMonthTick,
  formatWeekday,
  relativeDay,
  sampleOf,
  typedOrder,
  writeDatesIn,
} from './format-date';

describe('months in words', () => {
  it('come in four lengths', () => {
    expect(formatMonth('2026-11', 'en-GB')).toBe('November 2026');
    expect(formatMonthName('2026-11', 'en-GB')).toBe('November');
    expect(formatMonthShort('2026-11', 'en-GB')).toBe('Nov 2026');
    expect(formatMonthTick('2026-11', 'en-GB')).toBe('Nov');
  });

  it('speak the language of the interface for every user', () => {
    for (const locale of ['de-DE', 'fr', 'ar-EG', 'fa-IR', 'th-TH', 'not a locale']) {
      expect(formatMonth('2026-11', locale)).toBe('November 2026');
    }
  });
});

describe('days in words', () => {
  it('follow the order of the region', () => {
    expect(formatDay('2026-11-21', '2026-11-22', 'en-US')).toBe('Sat, Nov 21');
    expect(formatDay('2026-11-21', '2026-11-22', 'en-GB')).toMatch(/^Sat,? 21 Nov$/);
    expect(formatDay('2026-11-21', '2026-11-22', 'de-DE')).toMatch(/^Sat,? 21 Nov$/);
  });

  it('name the year when it is another one', () => {
    expect(formatDay('2025-11-21', '2026-11-22', 'en-US')).toBe('Fri, Nov 21, 2025');
  });

  it('are written out', () => {
    expect(formatDayLong('2026-11-21', 'en-US')).toBe('Saturday, November 21, 2026');
  });
});

describe('the days of the week', () => {
  it('have names, Sunday being the first that Date counts', () => {
    expect([formatWeekday(0), formatWeekday(1), formatWeekday(6)]).toEqual([
      'Sunday',
      'Monday',
      'Saturday',
    ]);
  });
});

describe('a span of days', () => {
  it('names what its ends share only once', () => {
    const days = (from: string, to: string) => formatDays({ from, to }, 'en-GB');
    expect(days('2026-11-21', '2026-11-21')).toBe('21 Nov 2026');
    expect(days('2026-11-01', '2026-11-21')).toMatch(/^1\s?–\s?21 Nov 2026$/);
    expect(days('2025-12-31', '2026-01-01')).toMatch(/^31 Dec 2025\s–\s1 Jan 2026$/);
  });
});

describe('days in the order that somebody wants', () => {
  afterEach(() => writeDatesIn(null));

  it.each([
    ['dmy', /^Sat,? 21 Nov$/, /^Saturday,? 21 November 2026$/],
    ['mdy', /^Sat, Nov 21$/, /^Saturday, November 21, 2026$/],
    ['ymd', /^Sat 2026-11-21$/, /^Saturday 2026-11-21$/],
  ] as const)('%s goes before the order of the locale', (order, short, long) => {
    writeDatesIn(order);
    for (const locale of ['en-US', 'en-GB', 'de-DE']) {
      expect(formatDay('2026-11-21', '2026-11-22', locale)).toMatch(short);
      expect(formatDayLong('2026-11-21', locale)).toMatch(long);
    }
  });

  it('holds for both ends of a span', () => {
    writeDatesIn('ymd');
    const span = { from: '2026-11-01', to: '2026-11-21' };
    expect(formatDays(span, 'en-GB')).toBe('2026-11-01 – 2026-11-21');
    expect(formatDays({ ...span, from: span.to }, 'en-GB')).toBe('2026-11-21');
  });

  it('is told by a sample', () => {
    expect(sampleOf('dmy', '2026-12-31')).toBe('31 Dec 2026');
    expect(sampleOf('mdy', '2026-12-31')).toBe('Dec 31, 2026');
    expect(sampleOf('ymd', '2026-12-31')).toBe('2026-12-31');
  });
});

describe('days in digits', () => {
  afterEach(() => writeDatesIn(null));

  it.each([
    ['en-GB', '05/11/2026', 'dmy'],
    ['en-US', '11/05/2026', 'mdy'],
    ['en-CA', '2026-11-05', 'ymd'],
    ['de-DE', '05/11/2026', 'dmy'],
    ['en-ZA', '2026/11/05', 'ymd'],
  ])('are written as in %s', (locale, digits, order) => {
    expect(formatDigits('2026-11-05', locale)).toBe(digits);
    expect(typedOrder(locale)).toBe(order);
  });

  it.each([
    ['dmy', '05/11/2026'],
    ['mdy', '11/05/2026'],
    ['ymd', '2026-11-05'],
  ] as const)('come in the order %s where that is wanted', (order, digits) => {
    writeDatesIn(order);
    for (const locale of ['en-US', 'en-GB', 'de-DE']) {
      expect(formatDigits('2026-11-05', locale)).toBe(digits);
      expect(typedOrder(locale)).toBe(order);
    }
  });

  it.each([
    ['de', '05.11.2026'],
    ['es', '05/11/2026'],
  ])('follow the language %s', (language, digits) => {
    i18n.loadAndActivate({ locale: language, messages: {} });
    expect(formatDigits('2026-11-05', 'en-US')).toBe(digits);
    i18n.activate('en');
  });
});

describe('relativeDay', () => {
  it('names the days around today and no other', () => {
    expect(relativeDay('2026-11-21', '2026-11-21')).toBe('Today');
    expect(relativeDay('2026-11-20', '2026-11-21')).toBe('Yesterday');
    expect(relativeDay('2026-12-01', '2026-11-30')).toBe('Tomorrow');
    expect(relativeDay('2026-11-19', '2026-11-21')).toBeNull();
  });
});
