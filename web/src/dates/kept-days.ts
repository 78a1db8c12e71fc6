import { addDays, type IsoDate } from './calendar';

/** The API keeps expenses of the days from here on… */
export const FIRST_DAY: IsoDate = '1900-01-01';

/** …to one year and a day ahead of the wallet's today. */
const DAYS_AHEAD = 366;

export function lastDay(today: IsoDate): IsoDate {
  return addDays(today, DAYS_AHEAD);
}
