import type { Page } from '@playwright/test';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A finger on the screen, as the browser gets it from the system; the page's own scrolling answers to it too. */
export async function finger(page: Page) {
  const session = await page.context().newCDPSession(page);
  const send = async (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]) => {
    await session.send('Input.dispatchTouchEvent', { type, touchPoints: [...points] });
  };
  return {
    down: (point: Point) => send('touchStart', [point]),
    up: () => send('touchEnd', []),
    /** Moves in steps, as fingers do. */
    async drag(from: Point, to: Point, steps = 12): Promise<void> {
      for (let step = 1; step <= steps; step += 1) {
        const share = step / steps;
        const x = from.x + (to.x - from.x) * share;
        const y = from.y + (to.y - from.y) * share;
        await send('touchMove', [{ x, y }]);
      }
    },
  };
}
