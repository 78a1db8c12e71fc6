import {
  type FocusEvent,
  type RefObject,
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { type ListItem, nextRow } from '@/features/expenses/list-items';

/** Where the focus goes when the list that had it leaves the page. */
function focusPage(): void {
  document.querySelector('main')?.focus({ preventScroll: true });
}

/**
 * The row that the keyboard is at: the one stop of the Tab key among all rows. When it leaves the list, the row that
 * takes its place is next.
 */
export function useActiveRow(items: readonly ListItem[], list: RefObject<HTMLElement | null>) {
  const [id, setId] = useState<string | null>(null);
  const focusWanted = useRef(false);
  const lastIndex = useRef(-1);
  const index = useMemo(
    () => (id === null ? -1 : items.findIndex((item) => item.key === id)),
    [items, id],
  );

  const focus = useCallback((key: string) => {
    focusWanted.current = true;
    setId(key);
  }, []);

  useLayoutEffect(() => {
    if (index >= 0) lastIndex.current = index;
    else if (id !== null) {
      const heir =
        nextRow(items, lastIndex.current - 1, 1) ?? nextRow(items, lastIndex.current, -1);
      focusWanted.current ||= document.activeElement === document.body;
      setId(heir?.key ?? null);
    }
  }, [items, id, index]);

  useLayoutEffect(() => {
    if (!focusWanted.current || id === null) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-row=${JSON.stringify(id)}]`);
    if (!row) return;
    focusWanted.current = false;
    row.focus({ preventScroll: true });
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
  }, []);

  return { id, index, focus, onFocus };
}
