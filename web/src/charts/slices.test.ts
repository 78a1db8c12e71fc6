import { describe, expect, it } from 'vitest';
import { arcsOf, slicesOf } from './slices';

function spending(label: string, amount: number) {
  return { key: label, label, colour: 'green', icon: 'basket', amount };
}

const TEN = Array.from({ length: 10 }, (_, index) => spending(`c${index}`, (index + 1) * 100));

describe('slicesOf', () => {
  it('puts the largest first and leaves out what cost nothing', () => {
    const slices = slicesOf([spending('a', 5), spending('b', 0), spending('c', 50)], 8);
    expect(slices.map(({ label }) => label)).toEqual(['c', 'a']);
  });

  it('orders equal amounts by name, so that slices do not jump between two loads', () => {
    const slices = slicesOf([spending('b', 5), spending('a', 5)], 8);
    expect(slices.map(({ label }) => label)).toEqual(['a', 'b']);
  });

  it('shows as many as the limit one by one', () => {
    expect(slicesOf(TEN, 10)).toHaveLength(10);
    expect(slicesOf(TEN, 10).every(({ labels }) => labels.length === 1)).toBe(true);
  });

  it('puts the smallest together beyond that, and loses no cent', () => {
    const slices = slicesOf(TEN, 8);
    expect(slices).toHaveLength(8);
    const labels = ['c2', 'c1', 'c0'];
    expect(slices.at(-1)).toMatchObject({ key: 'rest', label: '3 more', labels, amount: 600 });
    expect(slices.reduce((sum, { amount }) => sum + amount, 0)).toBe(5500);
  });
});

describe('arcsOf', () => {
  it('fills the ring with one piece', () => {
    expect(arcsOf([700])).toEqual([{ from: 90, to: -270 }]);
  });

  it('shares the ring by the amounts, with a gap after each piece', () => {
    const arcs = arcsOf([300, 100]);
    const [first, second] = arcs.map(({ from, to }) => from - to);
    expect(first).toBeCloseTo(3 + 0.75 * 351, 8);
    expect(second).toBeCloseTo(3 + 0.25 * 351, 8);
    expect((arcs[0]?.to ?? 0) - (arcs[1]?.from ?? 0)).toBeCloseTo(1.5, 8);
    // The gap before the top closes the ring.
    expect(arcs[1]?.to).toBeCloseTo(90 - 360 + 1.5, 8);
  });

  it('leaves the smallest piece wide enough to be met', () => {
    const [, cent] = arcsOf([10_000_000, 1]);
    expect((cent?.from ?? 0) - (cent?.to ?? 0)).toBeGreaterThan(3);
  });
});
