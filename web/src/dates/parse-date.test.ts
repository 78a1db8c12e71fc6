import { i18n } from '@lingui/core';
import { afterEach, describe, expect, it } from 'vitest';
import { type DateOrder, formatDigits, writeDatesIn } from './format-date';
import { parseDate } from './parse-date';

const TODAY = '2026-11-21';

function parsed(text: string, order: DateOrder | null = 'dmy', locale = 'en-GB') {
  writeDatesIn(order);
  return parseDate(text, TODAY, locale);
}

afterEach(() => {
  writeDatesIn(null);
  i18n.activate('en');
});

describe('a typed day', () => {
  it.each([
    ['dmy', '05/11/2026'],
    ['mdy', '11/05/2026'],
    ['ymd', '2026-11-05'],
    ['dmy', '5.11.2026'],
    ['mdy', '11-5-2026'],
    ['ymd', '26 11 5'],
    ['dmy', ' 5. 11. 26. '],
  ] as const)('is read in the order %s: %s', (order, text) => {
    expect(parsed(text, order)).toBe('2026-11-05');
  });

  it('is read in the order of the locale where no other is wanted', () => {
    expect(parsed('11/5/2026', null, 'en-US')).toBe('2026-11-05');
    expect(parsed('11/5/2026', null, 'en-GB')).toBe('2026-05-11');
  });

  it.each(['dmy', 'mdy', 'ymd'] as const)('may be an ISO date in the order %s', (order) => {
    expect(parsed('2026-11-05', order)).toBe('2026-11-05');
    expect(parsed('2026/11/5', order)).toBe('2026-11-05');
  });

  it.each(['dmy', 'mdy', 'ymd'] as const)('is what is written in the order %s', (order) => {
    writeDatesIn(order);
    for (const date of ['2026-11-05', '2026-02-28', '1999-12-31', '2027-11-22']) {
      expect(parseDate(formatDigits(date, 'en-GB'), TODAY, 'en-GB')).toBe(date);
    }
  });

  it.each([
    ['5.11', '2026-11-05'],
    ['21.11', '2026-11-21'],
    ['22.11', '2025-11-22'],
    ['24.12.', '2025-12-24'],
    ['2.1', '2026-01-02'],
    ['29.2', null],
    ['31.11', null],
  ])('without a year is the last one: %s', (text, date) => {
    expect(parsed(text)).toBe(date);
  });

  it.each([
    ['5', '2026-11-05'],
    ['21', '2026-11-21'],
    ['30.', '2026-10-30'],
    ['31', '2026-10-31'],
    ['32', null],
    ['0', null],
  ])('that is only a number is the last one: %s', (text, date) => {
    expect(parsed(text)).toBe(date);
  });

  it('that is only a number may be two months ago, where the last one was too short', () => {
    expect(parseDate('31', '2026-03-01', 'en-GB')).toBe('2026-01-31');
  });

  it('has a year of two digits in the last hundred years, or is of the next one', () => {
    expect(parsed('1.2.26')).toBe('2026-02-01');
    expect(parsed('24.12.26')).toBe('2026-12-24');
    expect(parsed('1.2.27')).toBe('2027-02-01');
    expect(parsed('1.2.28')).toBe('1928-02-01');
    expect(parsed('1.2.99')).toBe('1999-02-01');
    expect(parsed('1.2.00')).toBe('2000-02-01');
  });

  it.each([
    ['en', 'yesterday', '2026-11-20'],
    ['en', 'Today', '2026-11-21'],
    ['en', ' TOMORROW', '2026-11-22'],
  ])('may be a word: %s, %s', (_, text, date) => {
    expect(parsed(text)).toBe(date);
  });

  it('is read as the language writes it', () => {
    i18n.loadAndActivate({ locale: 'de', messages: {} });
    expect(parsed('5.11.2026', null, 'de-DE')).toBe('2026-11-05');
  });

  it.each([
    '',
    ' ',
    'soon',
    '29.2.2026',
    '31/11/2026',
    '11/21/2026',
    '2026-13-01',
    '2026-02-29',
    '1.2.3.4',
    '1.2.026',
    '1.2.20266',
    '5-',
    '-5',
    '5 Nov',
    '2026-11',
    '20261121',
    '1e3',
  ])('is none: "%s"', (text) => expect(parsed(text)).toBeNull());
});
