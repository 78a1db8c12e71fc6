import { useMediaQuery } from '@mantine/hooks';
import { useCallback, useState } from 'react';
import { forgetEdit, keepEdit, unfinishedEdits } from '@/features/expenses/unfinished-edits';
import type { UnfinishedEdit } from '@/features/expenses/use-edited-expense';
import { useMe } from '@/sync/me';

/** The parts of a row that can be edited where they stand. */
export const CELLS = ['description', 'category', 'date', 'amount'] as const;
export type Cell = (typeof CELLS)[number];

/** Where there is room for a row of fields, and a pointer to aim at one of them. */
const ROOMY = '(min-width: 48.01em) and (hover: hover)';

/** Whether a row turns into fields here, or opens a form of its own. */
export function editsInPlace(): boolean {
  return window.matchMedia(ROOMY).matches;
}

/** The same, kept up to date. */
export function useEditsInPlace(): boolean {
  return useMediaQuery(ROOMY, undefined, { getInitialValueInEffect: false });
}

/** The part of a row that was pressed. */
export function cellOf(target: EventTarget): Cell {
  const name = target instanceof Element ? target.closest<HTMLElement>('[data-cell]') : null;
  return CELLS.find((cell) => cell === name?.dataset.cell) ?? 'description';
}

/** Which rows are being edited, from which of their parts on, and what was typed into them so far. */
export interface InPlace {
  readonly cells: ReadonlyMap<string, Cell>;
  readonly open: (id: string, cell: Cell) => void;
  readonly close: (id: string) => void;
  /** What was typed outlives the row: scrolling takes it out of the document, and a new day puts it elsewhere. */
  readonly typed: ReadonlyMap<string, UnfinishedEdit>;
  /** Keeps what was typed, at every letter: it outlives the page too, whose rows are open again on return. */
  readonly keep: (id: string, edit: UnfinishedEdit | null) => void;
}

export function useInPlace(): InPlace {
  const userId = useMe().id;
  const [typed] = useState(() => new Map(editsInPlace() ? unfinishedEdits(userId) : []));
  const [cells, setCells] = useState<ReadonlyMap<string, Cell>>(
    () => new Map([...typed.keys()].map((id) => [id, 'description'])),
  );
  const open = useCallback((id: string, cell: Cell) => {
    setCells((before) => new Map(before).set(id, cell));
  }, []);
  const close = useCallback(
    (id: string) => {
      typed.delete(id);
      forgetEdit(userId, id);
      setCells((before) => new Map([...before].filter(([other]) => other !== id)));
    },
    [typed, userId],
  );
  const keep = useCallback(
    (id: string, edit: UnfinishedEdit | null) => {
      if (edit === null) typed.delete(id);
      else typed.set(id, edit);
      keepEdit(userId, id, edit);
    },
    [typed, userId],
  );
  return { cells, open, close, typed, keep };
}
