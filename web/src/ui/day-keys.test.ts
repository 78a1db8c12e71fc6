import { describe, expect, it } from 'vitest';
import type { Weekday } from '@/dates/first-day-of-week';
import { dayAfter } from './day-keys';

function pressed(key: string, day: string, firstDay: Weekday = 1, shiftKey = false) {
  return dayAfter({ key, shiftKey }, day, { firstDay, dir: 'ltr' });
}

describe('the keys of a calendar', () => {
  it.each([
    ['ArrowLeft', '2026-10-31'],
    ['ArrowRight', '2026-11-02'],
    ['ArrowUp', '2026-10-25'],
    ['ArrowDown', '2026-11-08'],
  ])('%s goes on past the ends of months', (key, day) => {
    expect(pressed(key, '2026-11-01')).toBe(day);
  });

  it('go with the direction of the script', () => {
    const layout = { firstDay: 1, dir: 'rtl' } as const;
    const left = dayAfter({ key: 'ArrowLeft', shiftKey: false }, '2026-11-30', layout);
    expect(left).toBe('2026-12-01');
  });

  it('go to the ends of the week, wherever it begins', () => {
    expect([pressed('Home', '2026-11-18'), pressed('End', '2026-11-18')]).toEqual([
      '2026-11-16',
      '2026-11-22',
    ]);
    expect([pressed('Home', '2026-11-18', 6), pressed('End', '2026-11-18', 6)]).toEqual([
      '2026-11-14',
      '2026-11-20',
    ]);
  });

  it('go by months, and with Shift by years', () => {
    expect(pressed('PageUp', '2026-03-31')).toBe('2026-02-28');
    expect(pressed('PageDown', '2026-12-31')).toBe('2027-01-31');
    expect(pressed('PageUp', '2028-02-29', 1, true)).toBe('2027-02-28');
    expect(pressed('PageDown', '2026-11-21', 1, true)).toBe('2027-11-21');
  });

  it('leave all others alone', () => {
    for (const key of ['Enter', ' ', 'Tab', 'Escape', 'a']) {
      expect(pressed(key, '2026-11-21')).toBeNull();
    }
  });
});
