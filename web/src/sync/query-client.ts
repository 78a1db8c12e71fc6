import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from '@/api/problem';

const RETRIES = 2;
/** With the pauses between them a quarter of a minute: a server that restarts is back by then. */
const RETRIES_WHILE_AWAY = 10;
const LONGEST_PAUSE_WHILE_AWAY_MS = 1600;

/** Without a network nobody is told to wait for a server. */
function isAway(error: ApiProblem): boolean {
  return error.away && navigator.onLine;
}

/** A refusal stays a refusal however often it is asked for; only what may pass by itself is tried again. */
export function mayRetry(failures: number, error: unknown): boolean {
  if (!(error instanceof ApiProblem) || !error.passing) return false;
  return failures < (isAway(error) ? RETRIES_WHILE_AWAY : RETRIES);
}

function pause(failures: number, error: unknown): number {
  const longer = 400 * 2 ** failures;
  if (!(error instanceof ApiProblem)) return longer;
  if (isAway(error)) return Math.min(longer, LONGEST_PAUSE_WHILE_AWAY_MS);
  return error.retryAfter === null ? longer : Math.min(error.retryAfter, 10) * 1000;
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: mayRetry,
        retryDelay: pause,
        staleTime: 30_000,
        gcTime: 10 * 60_000,
        // Without this an offline browser would wait in silence instead of saying so.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always', retryDelay: pause },
    },
  });
}
