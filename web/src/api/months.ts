import { answerOf, api } from '@/api/client';
import type { WireMonth } from '@/api/wire';
import type { IsoMonth } from '@/dates/calendar';
import { type MinorUnits, minorFromJson } from '@/money/minor-units';

/** What was spent in a month. */
export interface MonthSpending {
  readonly month: IsoMonth;
  readonly total: MinorUnits;
}

function monthFrom(wire: WireMonth, digits: number): MonthSpending {
  return { month: wire.month, total: minorFromJson(wire.total, digits) };
}

/** Every month from the first to the last, both included, also those in which nothing was spent. */
export async function fetchMonths(
  from: IsoMonth,
  to: IsoMonth,
  digits: number,
  signal: AbortSignal,
): Promise<readonly MonthSpending[]> {
  const call = api.GET('/analytics/months', { params: { query: { from, to } }, signal });
  return (await answerOf(call)).data.map((wire) => monthFrom(wire, digits));
}
