/** Long enough for a first page to be drawn on a slow phone, where the browser does not say when it has nothing to do. */
const PAUSE_MS = 1000;

/**
 * Calls back once the browser has nothing more urgent to do.
 * @returns what takes the wish back
 */
export function whenIdle(act: () => void): () => void {
  // Safari has learned it only lately.
  if (typeof window.requestIdleCallback !== 'function') {
    const timer = window.setTimeout(act, PAUSE_MS);
    return () => window.clearTimeout(timer);
  }
  const wish = window.requestIdleCallback(act, { timeout: PAUSE_MS });
  return () => window.cancelIdleCallback(wish);
}
