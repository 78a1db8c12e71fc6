import type { SummaryRow } from '@/api/budgets';
import type { IsoDate, IsoMonth } from '@/dates/calendar';
import type { MoneyFormat } from '@/money/format-amount';
import type { MonthFigures } from './figures';

/** What the cards of the dashboard are made from. */
export type MonthView = {
  readonly month: IsoMonth;
  readonly today: IsoDate;
  readonly money: MoneyFormat;
  readonly rows: readonly SummaryRow[];
  readonly figures: MonthFigures;
};

/** The same with the rows of the time it is compared with; undefined while these are not known. */
export type ComparedMonthView = MonthView & {
  readonly before: readonly SummaryRow[] | undefined;
};
