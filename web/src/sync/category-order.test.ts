import { describe, expect, it } from 'vitest';
import { moved } from './category-order';

function category(id: string, position: number, archivedAt: string | null = null) {
  return { id, name: id, colour: 'green', icon: 'basket', position, archivedAt, lastUsed: null };
}

const ARCHIVED = '2026-01-01T00:00:00Z';

function outcome(categories: readonly ReturnType<typeof category>[], id: string, step: -1 | 1) {
  const move = moved(categories, id, step);
  return (
    move && {
      order: move.order.map((one) => one.id),
      changed: move.changed.map((one) => [one.id, one.position]),
    }
  );
}

describe('moved', () => {
  const three = [category('a', 0), category('b', 4), category('c', 9)];

  it('lets neighbours change places and nothing else', () => {
    const expected = [
      ['a', 4],
      ['b', 0],
    ];
    expect(outcome(three, 'a', 1)?.order).toEqual(['b', 'a', 'c']);
    expect(outcome(three, 'a', 1)?.changed.toSorted()).toEqual(expected);
    expect(outcome(three, 'b', -1)).toEqual(outcome(three, 'a', 1));
  });

  it('goes past archived categories, which keep their place', () => {
    const hidden = [category('a', 0), category('x', 1, ARCHIVED), category('b', 2)];
    expect(outcome(hidden, 'b', -1)?.order).toEqual(['b', 'x', 'a']);
    expect(outcome(hidden, 'b', -1)?.changed.map(([id]) => id)).toEqual(['b', 'a']);
  });

  it('tells equal positions apart', () => {
    const equal = [category('a', 1), category('b', 1), category('c', 1)];
    expect(outcome(equal, 'c', -1)).toEqual({
      order: ['a', 'c', 'b'],
      changed: [
        ['c', 2],
        ['b', 3],
      ],
    });
  });

  it('ends at the ends, and knows no archived or unknown one', () => {
    expect(outcome(three, 'a', -1)).toBeNull();
    expect(outcome(three, 'c', 1)).toBeNull();
    expect(outcome([category('a', 0), category('x', 1, ARCHIVED)], 'x', -1)).toBeNull();
    expect(outcome(three, 'nobody', 1)).toBeNull();
  });
});
