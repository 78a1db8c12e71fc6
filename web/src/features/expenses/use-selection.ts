import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Expense } from '@/api/expenses';
import type { ListItem, RowItem } from '@/features/expenses/list-items';
import { type MinorUnits, sumOf } from '@/money/minor-units';
import { isProvisional } from '@/sync/provisional-expense';

interface Chosen {
  /** What was chosen before the range that is being drawn. */
  readonly base: ReadonlySet<string>;
  /** Where that range begins. */
  readonly anchor: string | null;
  readonly ids: ReadonlySet<string>;
  /** Whether rows are being chosen although none is yet, as on a phone. */
  readonly begun: boolean;
}

export interface Selection {
  /** The chosen rows that are in the list, in its order. */
  readonly rows: readonly Expense[];
  readonly ids: ReadonlySet<string>;
  readonly total: MinorUnits;
  /** Whether these are all rows of the list. */
  readonly whole: boolean;
  readonly choosing: boolean;
  readonly begin: () => void;
  readonly toggle: (id: string) => void;
  /** Chooses all rows from the one that was toggled last to this one; from `start` where there is no such. */
  readonly extend: (id: string, start?: string) => void;
  readonly all: () => void;
  readonly clear: () => void;
}

const NONE: Chosen = { base: new Set(), anchor: null, ids: new Set(), begun: false };

/** The rows between two, both included, in whichever order they are given. */
function range(items: readonly ListItem[], from: string, to: string): string[] {
  const ends = [from, to].map((id) => items.findIndex(({ key }) => key === id));
  const [first, last] = [Math.min(...ends), Math.max(...ends)];
  if (first < 0) return [to];
  return items
    .slice(first, last + 1)
    .filter(({ kind }) => kind === 'row')
    .map(({ key }) => key);
}

/** Without what has left the list: if it comes back, as by Undo, nobody expects it among what was chosen since. */
function present(chosen: Chosen, items: readonly ListItem[]): Chosen {
  if (chosen.ids.size === 0) return chosen;
  const listed = new Set(items.map(({ key }) => key));
  const among = (ids: ReadonlySet<string>) => new Set([...ids].filter((id) => listed.has(id)));
  const anchor = chosen.anchor !== null && listed.has(chosen.anchor) ? chosen.anchor : null;
  return { ...chosen, base: among(chosen.base), ids: among(chosen.ids), anchor };
}

function toggled(before: Chosen, items: readonly ListItem[], id: string): Chosen {
  const chosen = present(before, items);
  const ids = new Set(chosen.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ...chosen, ids, base: ids, anchor: id };
}

function extended(before: Chosen, items: readonly ListItem[], id: string, start: string): Chosen {
  const chosen = present(before, items);
  const from = chosen.anchor ?? start;
  const base = chosen.anchor === null ? chosen.ids : chosen.base;
  return { ...chosen, base, anchor: from, ids: new Set([...base, ...range(items, from, id)]) };
}

/** What the service has not answered for yet cannot be changed. */
function isChosen(item: ListItem, ids: ReadonlySet<string>): item is RowItem {
  return item.kind === 'row' && ids.has(item.key) && !isProvisional(item.expense);
}

/**
 * Which rows are chosen, by id: scrolling and new answers change nothing, and what leaves the list is no longer chosen.
 * Another `scope`, as another filter, begins anew: nobody should change what they no longer see.
 */
export function useSelection(items: readonly ListItem[], scope: string): Selection {
  const [state, setState] = useState({ scope, chosen: NONE });
  if (state.scope !== scope) setState({ scope, chosen: NONE });
  const { chosen } = state;
  const latest = useRef(items);
  useLayoutEffect(() => {
    latest.current = items;
  }, [items]);

  const change = useCallback((next: (chosen: Chosen) => Chosen) => {
    setState((before) => ({ ...before, chosen: next(before.chosen) }));
  }, []);
  const actions = useMemo(
    () => ({
      begin: () => change((before) => ({ ...before, begun: true })),
      toggle: (id: string) => change((before) => toggled(before, latest.current, id)),
      extend: (id: string, start = id) =>
        change((before) => extended(before, latest.current, id, start)),
      all: () =>
        change((before) => {
          const ids = new Set(
            latest.current.flatMap(({ kind, key }) => (kind === 'row' ? [key] : [])),
          );
          return { ...before, ids, base: ids, anchor: null };
        }),
      clear: () => change(() => NONE),
    }),
    [change],
  );
  const rows = useMemo(
    () =>
      chosen.ids.size === 0
        ? []
        : items.flatMap((item) => (isChosen(item, chosen.ids) ? [item.expense] : [])),
    [items, chosen.ids],
  );
  const total = useMemo(() => sumOf(rows.map(({ amount }) => amount)), [rows]);
  const whole = useMemo(
    () => rows.length > 0 && rows.length === items.filter(({ kind }) => kind === 'row').length,
    [rows, items],
  );
  const choosing = chosen.begun || rows.length > 0;
  return { rows, ids: chosen.ids, total, whole, choosing, ...actions };
}
