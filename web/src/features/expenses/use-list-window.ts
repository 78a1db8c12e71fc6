import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from 'react';
import { HEAD_HEIGHT, type ListItem, ROW_HEIGHT } from '@/features/expenses/list-items';

/** Enough that a quick turn of the wheel meets rows and not paper. */
const OVERSCAN = 16;

/** Room for the bar at the bottom of a phone, and a little air above. */
const SCROLL_PADDING = { scrollPaddingStart: 16, scrollPaddingEnd: 88 };

/** How far below the top of the page the list begins, in pixels. */
function useDistanceFromTop(list: RefObject<HTMLElement | null>): number {
  const [distance, setDistance] = useState(0);
  const measure = useCallback(() => {
    const box = list.current?.getBoundingClientRect();
    if (box) setDistance(Math.round(box.top + window.scrollY));
  }, [list]);
  useLayoutEffect(measure, [measure]);
  useEffect(() => {
    // Whatever comes or goes above the list changes the height of the page.
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [measure]);
  return distance;
}

/** Draws the items in sight, and the one at `kept` wherever it is: a row that left the document would lose the focus. */
export function useListWindow(
  items: readonly ListItem[],
  kept: number,
  list: RefObject<HTMLElement | null>,
) {
  const scrollMargin = useDistanceFromTop(list);
  const rangeExtractor = useCallback(
    (range: Range) => {
      const indexes = defaultRangeExtractor(range);
      if (kept < 0 || indexes.includes(kept)) return indexes;
      return [...indexes, kept].sort((one, other) => one - other);
    },
    [kept],
  );
  const virtualizer = useWindowVirtualizer<HTMLElement>({
    count: items.length,
    estimateSize: useCallback(
      (index: number) => (items[index]?.kind === 'head' ? HEAD_HEIGHT : ROW_HEIGHT),
      [items],
    ),
    getItemKey: useCallback((index: number) => items[index]?.key ?? index, [items]),
    overscan: OVERSCAN,
    scrollMargin,
    rangeExtractor,
    ...SCROLL_PADDING,
  });
  return { virtualizer, scrollMargin };
}
