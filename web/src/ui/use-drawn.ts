import { useDeferredValue } from 'react';

/**
 * Whether to draw what has arrived. Much of it is drawn in small steps, between which keys and taps are answered; until
 * they are done this stays false. What is there from the first on is drawn at once: Back leads to a place in it.
 */
export function useDrawn(arrived: boolean): boolean {
  return useDeferredValue(arrived) && arrived;
}

/** False in the first step, in which the frame around is drawn, true in the small ones that follow. */
export function useLaterSteps(): boolean {
  return useDeferredValue(true, false);
}
