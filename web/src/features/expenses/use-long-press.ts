import { type MouseEvent, type PointerEvent, useCallback, useEffect, useRef } from 'react';

/** As long as phones take for it. */
const LONG_MS = 500;
/** A finger never lies quite still. */
const SLACK_PX = 10;

interface Press {
  readonly timer: number;
  readonly x: number;
  readonly y: number;
}

/** Tells of a row that a finger rests on, as phones do where several are to be chosen. Belongs onto the list. */
export function useLongPress(onLongPress: (id: string) => void) {
  const press = useRef<Press | null>(null);
  const done = useRef(false);
  const giveUp = useCallback(() => {
    if (press.current) window.clearTimeout(press.current.timer);
    press.current = null;
  }, []);
  useEffect(() => giveUp, [giveUp]);
  return {
    onPointerDown: (event: PointerEvent) => {
      giveUp();
      done.current = false;
      const row = (event.target as Element).closest('li')?.querySelector<HTMLElement>('[data-row]');
      const id = row?.dataset.row;
      if (event.pointerType === 'mouse' || id === undefined) return;
      const timer = window.setTimeout(() => {
        done.current = true;
        onLongPress(id);
      }, LONG_MS);
      press.current = { timer, x: event.clientX, y: event.clientY };
    },
    onPointerMove: (event: PointerEvent) => {
      if (press.current === null) return;
      const { x, y } = press.current;
      if (Math.hypot(event.clientX - x, event.clientY - y) > SLACK_PX) giveUp();
    },
    onPointerUp: giveUp,
    onPointerCancel: giveUp,
    // The finger that is lifted would press the row, and a phone would offer its own menu.
    onClickCapture: (event: MouseEvent) => {
      if (!done.current) return;
      done.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
    onContextMenu: (event: MouseEvent) => {
      if (press.current !== null || done.current) event.preventDefault();
    },
  };
}
