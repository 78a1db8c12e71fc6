/** Long enough for a first page to be drawn on a slow phone, where the browser does not say when it has nothing to do. */
const PAUSE_MS = 1000;

const waiting = new Set<() => void>();
let expected = false;

/**
 * Calls back once the browser has nothing more urgent to do. Of several callers one is called at a time, so that a key is
 * never kept waiting by all of them.
 * @returns what takes the wish back
 */
export function whenIdle(act: () => void): () => void {
  // Of its own for each wish, even where the same is wished for twice.
  const wish = () => act();
  waiting.add(wish);
  expectPause();
  return () => waiting.delete(wish);
}

function expectPause(): void {
  if (expected) return;
  expected = true;
  // Safari has learned it only lately.
  if (typeof window.requestIdleCallback !== 'function') window.setTimeout(callNext, PAUSE_MS);
  else window.requestIdleCallback(callNext, { timeout: PAUSE_MS });
}

function callNext(): void {
  expected = false;
  const [next] = waiting;
  if (next === undefined) return;
  waiting.delete(next);
  if (waiting.size > 0) expectPause();
  next();
}
