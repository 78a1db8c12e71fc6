import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  daysBetween,
  daysIn,
  daysLeftIn,
  firstDayOf,
  isIsoDate,
  isIsoMonth,
  lastDayOf,
  monthOf,
  monthsBetween,
  monthsUpTo,
  paceOf,
  phaseOf,
  sameDayIn,
  weekdayOf,
  weekOf,
  weeksOf,
} from './calendar';

describe('isIsoDate', () => {
  it.each(['2026-11-21', '2028-02-29', '2000-02-29', '1900-01-01', '0050-12-31'])(
    'knows %s',
    (text) => expect(isIsoDate(text)).toBe(true),
  );

  it.each([
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '26-01-01',
    '2026-01-01T00:00',
    ' 2026-01-01',
    '20260101',
    '',
  ])('refuses "%s"', (text) => expect(isIsoDate(text)).toBe(false));
});

describe('isIsoMonth', () => {
  it('takes the twelve months and nothing else', () => {
    expect(['2026-01', '2026-12', '1900-06'].every(isIsoMonth)).toBe(true);
    expect(['2026-00', '2026-13', '2026-1', '2026', '2026-01-01', ''].some(isIsoMonth)).toBe(false);
  });
});

describe('days', () => {
  it('step over the ends of months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  });

  it('are never lost or doubled where clocks change', () => {
    let day = '2026-01-01';
    for (let step = 0; step < 365; step += 1) {
      expect(daysBetween(day, addDays(day, 1))).toBe(1);
      day = addDays(day, 1);
    }
    expect(day).toBe('2027-01-01');
  });

  it('are counted between dates, backwards too', () => {
    expect(daysBetween('2026-11-21', '2026-11-30')).toBe(9);
    expect(daysBetween('2026-11-30', '2026-11-21')).toBe(-9);
    expect(daysBetween('2000-01-01', '2026-11-21')).toBe(9821);
  });

  it('refuse what is no date', () => {
    expect(() => addDays('yesterday', 1)).toThrow(RangeError);
  });
});

describe('months', () => {
  it('step over the ends of years', () => {
    expect(addMonths('2026-11', 2)).toBe('2027-01');
    expect(addMonths('2026-01', -1)).toBe('2025-12');
    expect(addMonths('2026-06', -18)).toBe('2024-12');
    expect(addMonths('2026-06', 0)).toBe('2026-06');
  });

  it('are counted', () => {
    expect(monthsBetween('2025-12', '2026-11')).toBe(11);
    expect(monthsBetween('2026-11', '2025-12')).toBe(-11);
  });

  it('have a first and a last day', () => {
    expect(monthOf('2026-11-21')).toBe('2026-11');
    expect(firstDayOf('2026-11')).toBe('2026-11-01');
    expect(lastDayOf('2026-11')).toBe('2026-11-30');
    expect(lastDayOf('2028-02')).toBe('2028-02-29');
    expect(lastDayOf('2026-12')).toBe('2026-12-31');
  });

  it('have as many days as the calendar says', () => {
    expect(monthsUpTo('2026-12', 12).map(daysIn)).toEqual([
      31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
    ]);
  });

  it('are listed up to the last, oldest first', () => {
    expect(monthsUpTo('2026-02', 4)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  });

  it('refuse what is no month', () => {
    expect(() => addMonths('2026-13', 1)).toThrow(RangeError);
  });
});

describe('weeks', () => {
  it('know their days, long ago too', () => {
    expect(weekdayOf('2026-11-22')).toBe(0);
    expect(weekdayOf('2026-11-21')).toBe(6);
    expect(weekdayOf('1970-01-01')).toBe(4);
    expect(weekdayOf('1900-01-01')).toBe(1);
  });

  it('begin on the day that somebody wants', () => {
    expect(weekOf('2026-11-21', 1)).toBe('2026-11-16');
    expect(weekOf('2026-11-21', 6)).toBe('2026-11-21');
    expect(weekOf('2026-11-21', 0)).toBe('2026-11-15');
  });

  it('make up a month, with empty places before its first day and after its last', () => {
    const weeks = weeksOf('2026-11', 1);
    expect(weeks).toHaveLength(6);
    expect(weeks[0]).toEqual([null, null, null, null, null, null, '2026-11-01']);
    expect(weeks[5]).toEqual(['2026-11-30', null, null, null, null, null, null]);
    expect(weeksOf('2026-11', 0)).toHaveLength(5);
    expect(weeksOf('2026-02', 0)).toHaveLength(4);
    expect(weeksOf('2028-02', 6).flat().filter(Boolean)).toHaveLength(29);
  });

  it('of another month have a day of the same number, or its last', () => {
    expect(sameDayIn('2026-12', '2026-11-21')).toBe('2026-12-21');
    expect(sameDayIn('2026-02', '2026-01-31')).toBe('2026-02-28');
    expect(sameDayIn('2028-02', '2028-01-30')).toBe('2028-02-29');
  });
});

describe('a month seen from today', () => {
  it('is over, running or to come', () => {
    expect(phaseOf('2026-10', '2026-11-21')).toBe('past');
    expect(phaseOf('2026-11', '2026-11-21')).toBe('current');
    expect(phaseOf('2026-12', '2026-11-21')).toBe('future');
  });

  it('has days left, today being one of them', () => {
    expect(daysLeftIn('2026-11', '2026-11-21')).toBe(10);
    expect(daysLeftIn('2026-11', '2026-11-30')).toBe(1);
    expect(daysLeftIn('2026-11', '2026-11-01')).toBe(30);
    expect(daysLeftIn('2026-10', '2026-11-21')).toBe(0);
    expect(daysLeftIn('2026-12', '2026-11-21')).toBe(31);
  });

  it('has a pace', () => {
    expect(paceOf('2026-11', '2026-11-21')).toBeCloseTo(0.7);
    expect(paceOf('2026-11', '2026-11-30')).toBe(1);
    expect(paceOf('2026-10', '2026-11-21')).toBe(1);
    expect(paceOf('2026-12', '2026-11-21')).toBe(0);
  });
});
