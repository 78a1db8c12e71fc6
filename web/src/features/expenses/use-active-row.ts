import {
  type FocusEvent,
  type RefObject,
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { focusPage } from '@/features/expenses/list-focus';
import type { ListItem } from '@/features/expenses/list-items';

/** Of the rows that are still there, the next one after a place in the list as it was, else the last one before it. */
function heirOf(
  before: readonly ListItem[],
  index: number,
  items: readonly ListItem[],
): string | null {
  const there = new Set(items.map(({ key }) => key));
  const rows = before.filter(({ kind, key }) => kind === 'row' && there.has(key));
  const behind = new Set(before.slice(index + 1).map(({ key }) => key));
  return (rows.find(({ key }) => behind.has(key)) ?? rows.at(-1))?.key ?? null;
}

/**
 * The row that the keyboard is at: the one stop of the Tab key among all rows. When it leaves the list, the row that
 * takes its place is next.
 */
export function useActiveRow(items: readonly ListItem[], list: RefObject<HTMLElement | null>) {
  const [id, setId] = useState<string | null>(null);
  const focusWanted = useRef(false);
  /** Whether the focus is in the list, or was until its row was drawn anew elsewhere. */
  const within = useRef(false);
  /** The list in which the row was last, and where. */
  const last = useRef({ items, index: -1 });
  const index = useMemo(
    () => (id === null ? -1 : items.findIndex((item) => item.key === id)),
    [items, id],
  );

  const focus = useCallback((key: string) => {
    focusWanted.current = true;
    setId(key);
  }, []);

  useLayoutEffect(() => {
    if (index >= 0) last.current = { items, index };
    else if (id !== null) {
      focusWanted.current ||= document.activeElement === document.body;
      setId(heirOf(last.current.items, last.current.index, items));
    }
  }, [items, id, index]);

  useLayoutEffect(() => {
    focusWanted.current ||= within.current && document.activeElement === document.body;
    if (!focusWanted.current || id === null) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-row=${JSON.stringify(id)}]`);
    if (!row) return;
    focusWanted.current = false;
    // A row that is being edited is its fields.
    const field = row.closest('li')?.querySelector<HTMLElement>('form input');
    (field ?? row).focus({ preventScroll: true });
  });

  useLayoutEffect(() => {
    const root = list.current;
    return () => {
      if (root?.contains(document.activeElement)) focusPage();
    };
  }, [list]);

  const onFocus = useCallback((event: FocusEvent<HTMLElement>) => {
    const row = event.target.closest('li')?.querySelector<HTMLElement>('[data-row]');
    if (row?.dataset.row) setId(row.dataset.row);
    within.current = true;
  }, []);
  const onBlur = useCallback(({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
    within.current = currentTarget.contains(relatedTarget);
  }, []);

  return { id, index, focus, onFocus, onBlur };
}
