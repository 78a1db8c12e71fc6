import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from '@/api/problem';

const RETRIES = 2;

/** A refusal stays a refusal however often it is asked for; only what may pass by itself is tried again. */
export function mayRetry(failures: number, error: unknown): boolean {
  return failures < RETRIES && error instanceof ApiProblem && error.passing;
}

function pause(failures: number, error: unknown): number {
  const asked = error instanceof ApiProblem ? error.retryAfter : null;
  return asked === null ? 400 * 2 ** failures : Math.min(asked, 10) * 1000;
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
