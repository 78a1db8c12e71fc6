import { addDays, addMonths, type IsoDate, monthOf, sameDayIn, weekOf } from '@/dates/calendar';
import type { Weekday } from '@/dates/first-day-of-week';

interface Pressed {
  /** As `KeyboardEvent.key` names it. */
  readonly key: string;
  readonly shiftKey: boolean;
}

/** How a calendar is laid out. */
interface Layout {
  readonly firstDay: Weekday;
  /** In which direction its weeks run. */
  readonly dir: 'ltr' | 'rtl';
}

function daysOf(dir: 'ltr' | 'rtl'): Readonly<Record<string, number>> {
  const right = dir === 'rtl' ? -1 : 1;
  return { ArrowLeft: -right, ArrowRight: right, ArrowUp: -7, ArrowDown: 7 };
}

const MONTHS: Readonly<Record<string, number>> = { PageUp: -1, PageDown: 1 };

/**
 * Where a key leads in a calendar, as the ARIA Authoring Practices have it: by days, weeks, months and, with Shift, years,
 * and to the ends of the week. Null for a key that leads nowhere.
 */
export function dayAfter(
  { key, shiftKey }: Pressed,
  day: IsoDate,
  { firstDay, dir }: Layout,
): IsoDate | null {
  const days = daysOf(dir)[key];
  if (days !== undefined) return addDays(day, days);
  const months = MONTHS[key];
  if (months !== undefined) {
    return sameDayIn(addMonths(monthOf(day), shiftKey ? months * 12 : months), day);
  }
  if (key === 'Home') return weekOf(day, firstDay);
  return key === 'End' ? addDays(weekOf(day, firstDay), 6) : null;
}
