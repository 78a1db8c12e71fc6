import createClient, { type Middleware } from 'openapi-fetch';
import { takeEarlyAnswer } from '@/api/early-answer';
import { ApiProblem, problemFrom, unreachable } from '@/api/problem';
import type { paths } from '@/api/schema.gen';
import { forgetToken, needsRenewal, readToken, storeToken } from '@/api/token-store';

/** Where the API is: the built app is served by it, the dev server is told by `.env.development`. */
const API_URL: string = import.meta.env.VITE_API_URL ?? window.location.origin;

/** These calls prove who one is by something else than the stored session. */
const OPEN_PATHS = new Set(['/login', '/register']);

const bearer: Middleware = {
  onRequest({ request, schemaPath }) {
    const stored = readToken();
    if (stored === null || OPEN_PATHS.has(schemaPath)) return undefined;
    request.headers.set('Authorization', `Bearer ${stored.token}`);
    if (schemaPath !== '/session/renew' && needsRenewal(stored, Date.now())) void renew();
    return request;
  },
};

const api = createClient<paths>({
  baseUrl: API_URL,
  // Looked up at each call, so that whatever replaces fetch later (tests, a worker) is used.
  fetch: (request) => takeEarlyAnswer(request) ?? globalThis.fetch(request),
});
api.use(bearer);

export { api };

interface Outcome<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

export interface Answer<T> {
  readonly data: T;
  readonly headers: Headers;
}

/**
 * The answer of a call, or an ApiProblem. This is the only place that looks at statuses: a refused session is forgotten
 * here, which sends every open tab to the login page.
 */
export async function answerOf<T>(call: Promise<Outcome<T>>): Promise<Answer<T>> {
  const sentWith = readToken()?.token;
  try {
    return await offerOf(call);
  } catch (error) {
    if (error instanceof ApiProblem) endRefusedSession(error, sentWith);
    throw error;
  }
}

/**
 * The same for what is asked in passing while somebody types: a refused session is left to be found out by what they do
 * next, since the login page would take the rest of the word.
 */
export async function offerOf<T>(call: Promise<Outcome<T>>): Promise<Answer<T>> {
  const { data, error, response } = await reached(call);
  if (response.ok) return { data: data as T, headers: response.headers };
  throw problemFrom(response, error);
}

async function reached<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    // An aborted request was given up by us; it is no failure to report.
    if (error instanceof Error && error.name === 'AbortError') throw error;
    throw unreachable();
  }
}

/** A refusal of an older token says nothing about the session that was begun since. */
function endRefusedSession(problem: ApiProblem, sentWith: string | undefined): void {
  if (problem.status !== 401 || problem.code !== 'unauthenticated') return;
  if (readToken()?.token === sentWith) forgetToken();
}

let renewing: Promise<void> | null = null;

/** Asks for a fresh token of the same session, once at a time. A failure is left to the next request. */
function renew(): Promise<void> {
  renewing ??= (async () => {
    try {
      const { data } = await answerOf(api.POST('/session/renew'));
      storeToken(data.access_token, data.expires_in);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
    } finally {
      renewing = null;
    }
  })();
  return renewing;
}

/** For calls whose answer is no JSON: a plain fetch with the bearer token and the same problems. */
export async function fetchRaw(path: string, signal?: AbortSignal): Promise<Response> {
  const stored = readToken();
  const headers = new Headers();
  if (stored !== null) headers.set('Authorization', `Bearer ${stored.token}`);
  const response = await reached(fetch(`${API_URL}${path}`, { headers, signal: signal ?? null }));
  if (response.ok) return response;
  const problem = problemFrom(response, await response.json().catch(() => null));
  endRefusedSession(problem, stored?.token);
  throw problem;
}
