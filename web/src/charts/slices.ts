import { plural } from '@lingui/core/macro';
import { type MinorUnits, sumOf } from '@/money/minor-units';

/** What a chart knows of a category's spending. */
export type Spending = {
  readonly key: string;
  readonly label: string;
  /** A name of the palette. */
  readonly colour: string;
  readonly icon: string;
  readonly amount: MinorUnits;
};

/** One piece of the ring: a category, or the many small ones together. */
export type Slice = Spending & {
  /** The categories that are in it. */
  readonly labels: readonly string[];
};

/**
 * The pieces of the ring, largest first. A ring of more than `limit` pieces cannot be read, so the smallest are drawn
 * as one; two or more, because a piece that stands for one other says less than its name.
 */
export function slicesOf(spendings: readonly Spending[], limit: number): Slice[] {
  const sorted = spendings
    .filter(({ amount }) => amount > 0)
    .sort((one, other) => other.amount - one.amount || one.label.localeCompare(other.label))
    .map((spending) => ({ ...spending, labels: [spending.label] }));
  if (sorted.length <= limit) return sorted;
  const rest = sorted.slice(limit - 1);
  const together = {
    key: 'rest',
    label: plural(rest.length, { one: '# more', other: '# more' }),
    colour: 'slate',
    icon: 'dots',
    amount: sumOf(rest.map(({ amount }) => amount)),
    labels: rest.map(({ label }) => label),
  };
  return [...sorted.slice(0, limit - 1), together];
}

/** Where a piece of the ring lies, in degrees: 0 is to the right, and the ring runs clockwise from 90, the top, to -270. */
export type Arc = { readonly from: number; readonly to: number };

const TOP = 90;
const ROUND = 360;
/** So much of the ring even the smallest piece has, so that it can be seen and met. */
const SMALLEST = 3;
const GAP = 1.5;

/** Divides the ring by the amounts, which are all above zero: each piece has the smallest arc, and its share of the rest. */
export function arcsOf(amounts: readonly MinorUnits[]): Arc[] {
  const gap = amounts.length > 1 ? GAP : 0;
  const shared = ROUND - amounts.length * (SMALLEST + gap);
  const total = sumOf(amounts);
  let end = TOP + gap;
  return amounts.map((amount) => {
    const from = end - gap;
    end = from - SMALLEST - (amount / total) * shared;
    return { from, to: end };
  });
}
