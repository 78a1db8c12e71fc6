import { useNetwork, useWindowEvent } from '@mantine/hooks';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { fetchRaw } from '@/api/client';
import { ApiProblem } from '@/api/problem';

/** `away`: there is a network, but no server behind it, as while it restarts. */
export type Connection = 'fine' | 'offline' | 'away';

const ASK_AGAIN_MS = 2000;

function saysAway(error: unknown): boolean {
  return error instanceof ApiProblem && error.away;
}

/** Calls back after each call to the server: whether it was answered at all. */
function onCalls(client: QueryClient, listen: (answered: boolean) => void): () => void {
  const read = (action: { readonly type: string; readonly error?: unknown }) => {
    if (action.type === 'success') listen(true);
    else if (saysAway(action.error)) listen(false);
  };
  const stops = [
    client.getQueryCache().subscribe((event) => event.type === 'updated' && read(event.action)),
    client.getMutationCache().subscribe((event) => event.type === 'updated' && read(event.action)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Asks again for all that is shown and could not be loaded. */
function loadWhatFailed(client: QueryClient): void {
  void client.refetchQueries({
    type: 'active',
    predicate: ({ state }) => state.status === 'error' || state.fetchFailureCount > 0,
  });
}

/** Has what was never answered asked for from the beginning, and not after the pause that its last failure began. */
export function forgetFailed(client: QueryClient): void {
  void client.resetQueries({ predicate: ({ state }) => state.data === undefined });
}

/** Whether there is a server, and it is ready. */
export async function serverAnswers(): Promise<boolean> {
  return fetchRaw('/health/ready').then(
    () => true,
    () => false,
  );
}

/** Asks time and again whether the server is there, as long as somebody is waiting for it; calls back when it is. */
export function useServerBack(waiting: boolean, onBack: () => void): void {
  const tell = useEffectEvent(onBack);
  useEffect(() => {
    if (!waiting) return;
    let stopped = false;
    const ask = async () => {
      if ((await serverAnswers()) && !stopped) tell();
    };
    const timer = setInterval(() => void ask(), ASK_AGAIN_MS);
    return () => {
      stopped = true;
      clearInterval(timer);
    };
  }, [waiting]);
}

/** How the app stands to its server. Once it is back, what could not be loaded is asked for again. */
export function useConnection(): Connection {
  const client = useQueryClient();
  const { online } = useNetwork();
  const [answered, setAnswered] = useState(true);
  useEffect(() => onCalls(client, setAnswered), [client]);
  useServerBack(!answered && online, () => {
    setAnswered(true);
    loadWhatFailed(client);
  });
  // What waits for its next try need not wait any longer.
  useWindowEvent('online', () => loadWhatFailed(client));
  if (!online) return 'offline';
  return answered ? 'fine' : 'away';
}
