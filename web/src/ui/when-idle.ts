/** Long enough for a first page to be drawn on a slow phone, where the browser does not say when it has nothing to do. */
const PAUSE_MS = 1000;

const waiting = new Set<() => void>();
let expected = false;
let holders = 0;

/**
 * Calls back once the browser has nothing more urgent to do and no page waits for what it shows. Of several callers one is
 * called at a time, so that a key is never kept waiting by all of them.
 * @returns what takes the wish back
 */
export function whenIdle(act: () => void): () => void {
  // Of its own for each wish, even where the same is wished for twice.
  const wish = () => act();
  waiting.add(wish);
  expectPause();
  return () => waiting.delete(wish);
}

/**
 * Puts off what waits for a pause. While a page's data is on its way the browser has nothing to do, but the line has.
 * @returns what lets it go on; to be called once
 */
export function holdIdle(): () => void {
  holders += 1;
  return () => {
    holders -= 1;
    if (waiting.size > 0) expectPause();
  };
}

function expectPause(): void {
  if (expected || holders > 0) return;
  expected = true;
  // Safari has learned it only lately.
  if (typeof window.requestIdleCallback !== 'function') window.setTimeout(callNext, PAUSE_MS);
  else window.requestIdleCallback(callNext, { timeout: PAUSE_MS });
}

function callNext(): void {
  expected = false;
  const [next] = waiting;
  if (next === undefined || holders > 0) return;
  waiting.delete(next);
  if (waiting.size > 0) expectPause();
  next();
}
