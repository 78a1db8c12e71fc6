import { answerOf, api } from '@/api/client';
import type { WireBudget, WireSummaryRow } from '@/api/wire';
import type { IsoMonth } from '@/dates/calendar';
import { decimalText, type MinorUnits, minorFromJson } from '@/money/minor-units';

export interface Budget {
  readonly category: string;
  readonly categoryId: string;
  readonly amount: MinorUnits;
  /** The first month this amount counts for. */
  readonly startsOn: IsoMonth;
}

export interface NewBudget {
  readonly category: string;
  readonly amount: MinorUnits;
  /** From when on; the wallet's current month where none is named. */
  readonly month?: IsoMonth;
}

/** What was spent in a category, against its budget if it has one. */
export interface SummaryRow {
  readonly category: string;
  readonly categoryId: string;
  readonly colour: string;
  readonly icon: string;
  readonly spent: MinorUnits;
  readonly budget: MinorUnits | null;
  /** Negative when more was spent than planned. */
  readonly remaining: MinorUnits | null;
}

/** The whole ledger, one month, or a span of days with both ends included. */
export type Period = 'all' | IsoMonth | { readonly from: string; readonly to: string };

function budgetFrom(wire: WireBudget, digits: number): Budget {
  return {
    category: wire.category,
    categoryId: wire.category_id,
    amount: minorFromJson(wire.budget, digits),
    startsOn: wire.starts_on,
  };
}

function summaryRowFrom(wire: WireSummaryRow, digits: number): SummaryRow {
  const known = (amount: number | null) => (amount === null ? null : minorFromJson(amount, digits));
  return {
    category: wire.category,
    categoryId: wire.category_id,
    colour: wire.colour,
    icon: wire.icon,
    spent: minorFromJson(wire.spent, digits),
    budget: known(wire.budget),
    remaining: known(wire.remaining),
  };
}

function periodQuery(period: Period) {
  if (period === 'all') return {};
  return typeof period === 'string' ? { month: period } : { from: period.from, to: period.to };
}

/** The budgets in force in a month. */
export async function fetchBudgets(
  month: IsoMonth,
  digits: number,
  signal: AbortSignal,
): Promise<readonly Budget[]> {
  const call = api.GET('/budgets', { params: { query: { month } }, signal });
  return (await answerOf(call)).data.map((wire) => budgetFrom(wire, digits));
}

/** Sets the amount from the month on, until a later one is set. */
export async function setBudget(budget: NewBudget, digits: number): Promise<Budget> {
  const { category, month } = budget;
  const amount = decimalText(budget.amount, digits);
  const body = { category, budget: amount, ...(month === undefined ? {} : { month }) };
  return budgetFrom((await answerOf(api.POST('/budget', { body }))).data, digits);
}

/** Ends the category's budget from the current month on; past months keep theirs. */
export async function deleteBudget(categoryId: string): Promise<void> {
  const params = { path: { category_id: categoryId } };
  await answerOf(api.DELETE('/budgets/{category_id}', { params }));
}

export async function fetchSummary(
  period: Period,
  digits: number,
  signal: AbortSignal,
): Promise<readonly SummaryRow[]> {
  const call = api.GET('/summary', { params: { query: periodQuery(period) }, signal });
  return (await answerOf(call)).data.map((wire) => summaryRowFrom(wire, digits));
}
