/** What public/start.js asked for while this code was on its way: answers by address, as the bearer of one token. */
interface EarlyAnswers {
  readonly authorization: string;
  readonly answers: Map<string, Promise<Response>>;
}

declare global {
  interface Window {
    early?: EarlyAnswers;
  }
}

/** Afterwards the page has begun with something else. */
const START_MS = 30_000;

/**
 * The answer to a request that was sent before there was anybody to take it; null for every other one. Each is taken once,
 * and none after something was written, or somebody else has signed in.
 */
export function takeEarlyAnswer({ method, url, headers }: Request): Promise<Response> | null {
  const { early } = window;
  if (early === undefined) return null;
  const begun = performance.now() < START_MS;
  if (!begun || method !== 'GET' || headers.get('Authorization') !== early.authorization) {
    delete window.early;
    return null;
  }
  const { origin, pathname, search } = new URL(url);
  // Where the API is elsewhere, this page's own server has answered something else.
  if (origin !== window.location.origin) return null;
  const answer = early.answers.get(pathname + search) ?? null;
  early.answers.delete(pathname + search);
  return answer;
}
