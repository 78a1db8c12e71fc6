import { describe, expect, it } from 'vitest';
import { thisMonthIn, todayIn } from './today';

describe('todayIn', () => {
  const lateOnNewYearsEve = new Date('2026-12-31T23:30:00Z');

  it("is the wallet's day, not the browser's", () => {
    expect(todayIn('UTC', lateOnNewYearsEve)).toBe('2026-12-31');
    expect(todayIn('Europe/Berlin', lateOnNewYearsEve)).toBe('2027-01-01');
    expect(todayIn('America/New_York', lateOnNewYearsEve)).toBe('2026-12-31');
    expect(todayIn('Asia/Kolkata', lateOnNewYearsEve)).toBe('2027-01-01');
    expect(todayIn('Pacific/Kiritimati', new Date('2026-11-20T10:00:00Z'))).toBe('2026-11-21');
  });

  it('holds on the days the clocks change', () => {
    expect(todayIn('Europe/Berlin', new Date('2026-03-29T00:59:59Z'))).toBe('2026-03-29');
    expect(todayIn('Europe/Berlin', new Date('2026-10-25T22:59:59Z'))).toBe('2026-10-25');
    expect(todayIn('Europe/Berlin', new Date('2026-10-25T23:00:00Z'))).toBe('2026-10-26');
  });

  it('takes UTC for a zone this browser does not know', () => {
    expect(todayIn('Mars/Olympus', lateOnNewYearsEve)).toBe('2026-12-31');
  });

  it('gives the month', () => {
    expect(thisMonthIn('Europe/Berlin', lateOnNewYearsEve)).toBe('2027-01');
  });
});
