import { useDeferredValue, useLayoutEffect } from 'react';
import { holdIdle } from './when-idle';

/**
 * Whether to draw what has arrived. Much of it is drawn in small steps, between which keys and taps are answered; until
 * they are done this stays false. What is there from the first on is drawn at once: Back leads to a place in it.
 */
export function useDrawn(arrived: boolean): boolean {
  const drawn = useDeferredValue(arrived) && arrived;
  // Before the effects of the page's parts, which tell what they wish for.
  useLayoutEffect(() => (drawn ? undefined : holdIdle()), [drawn]);
  return drawn;
}

/** False in the first step, in which the frame around is drawn, true in the small ones that follow. */
export function useLaterSteps(): boolean {
  return useDeferredValue(true, false);
}
