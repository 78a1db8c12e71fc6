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

/**
 * Ends the category's budget from a month on, for good; the months before keep theirs. Answers the revision by which it
 * is taken back. The same key sent again writes nothing and answers the same.
 */
export async function deleteBudget(categoryId: string, month: IsoMonth, key: string) {
  const params = {
    path: { category_id: categoryId },
    query: { month },
    header: { 'Idempotency-Key': key },
  };
  return revisionIn((await answerOf(api.DELETE('/budgets/{category_id}', { params }))).headers);
}

/** Makes the budgets of one month those of another. Answers the revision, or null where they were that already. */
export async function copyBudgets(from: IsoMonth, to: IsoMonth, key: string) {
  const params = { header: { 'Idempotency-Key': key } };
  const body = { from, to };
  return revisionIn((await answerOf(api.POST('/budgets/copy', { params, body }))).headers);
}

/** Takes one write of budgets back exactly, later months included; refused as `changed_since` where it no longer can be. */
export async function undoBudgets(revision: number, key: string): Promise<void> {
  const params = { header: { 'Idempotency-Key': key } };
  await answerOf(api.POST('/budgets/undo', { params, body: { revision } }));
}

function revisionIn(headers: Headers): number | null {
  const revision = headers.get('X-Revision');
  return revision === null ? null : Number(revision);
}

export async function fetchSummary(
  period: Period,
  digits: number,
  signal: AbortSignal,
): Promise<readonly SummaryRow[]> {
  const call = api.GET('/summary', { params: { query: periodQuery(period) }, signal });
  return (await answerOf(call)).data.map((wire) => summaryRowFrom(wire, digits));
}
