import { type RefObject, useLayoutEffect, useRef } from 'react';

/** The buttons of a row that the focus may be put on. */
export type RowPart = 'up' | 'down' | 'edit';

interface Wanted {
  readonly id: string;
  readonly part: RowPart;
}

/**
 * Keeps the focus with a row. A row that changes its place is taken out of the page for a moment and loses the focus on
 * the way, also when the move is taken back; and the row that was edited is gone once it is archived.
 */
export function useRowFocus(list: RefObject<HTMLElement | null>, order: string) {
  const wanted = useRef<Wanted | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new order is what moves rows
  useLayoutEffect(() => {
    if (wanted.current && document.activeElement === document.body) {
      focusOn(list.current, wanted.current);
    }
  }, [order]);
  return {
    /** Before a row moves: the focus stays on this button of it. */
    hold: (id: string, part: RowPart) => {
      wanted.current = { id, part };
    },
    /** Puts the focus there now, and again where the row is drawn anew. */
    focus: (id: string, part: RowPart) => {
      wanted.current = { id, part };
      focusOn(list.current, wanted.current);
    },
  };
}

function focusOn(list: HTMLElement | null, { id, part }: Wanted): void {
  const rows = list?.querySelectorAll<HTMLElement>('[data-category]') ?? [];
  const row = [...rows].find(({ dataset }) => dataset.category === id);
  row?.querySelector<HTMLElement>(`[data-part="${part}"]`)?.focus();
}
