import type { SummaryRow } from '@/api/budgets';
import type { DaySpan } from '@/api/expenses';
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

/** The same with what it is compared with. */
export type ComparedMonthView = MonthView & {
  /** Null in a month that has not begun: there is nothing yet to compare. */
  readonly periodBefore: IsoMonth | DaySpan | null;
  /** Undefined while they are not known. */
  readonly before: readonly SummaryRow[] | undefined;
};
