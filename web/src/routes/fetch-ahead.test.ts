import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fetchAhead } from './fetch-ahead';

const context = { queryClient: new QueryClient() };

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A page that answers at once, and a record of what it was asked for. */
function readyPage() {
  const asked: string[] = [];
  const ask = (what: string) => async () => {
    asked.push(what);
  };
  const page = { fetchFirst: ask('first'), fetchFurther: ask('further') };
  return { asked, load: fetchAhead(async () => page) };
}

it('waits for an answer that is nearly there', async () => {
  let answer = () => {};
  const load = fetchAhead(async () => ({
    fetchFirst: () =>
      new Promise<void>((resolve) => {
        answer = resolve;
      }),
  }));
  let drawn = false;
  const loaded = load({ context, deps: {}, cause: 'enter' }).then(() => {
    drawn = true;
  });
  await vi.advanceTimersByTimeAsync(30);
  expect(drawn).toBe(false);
  answer();
  await loaded;
  expect(drawn).toBe(true);
});

it('waits no longer than nobody notices', async () => {
  const load = fetchAhead(async () => ({ fetchFirst: () => new Promise<void>(() => undefined) }));
  const loaded = load({ context, deps: {}, cause: 'enter' });
  await vi.advanceTimersByTimeAsync(50);
  await loaded;
});

it('does not keep a page waiting that only changes what it shows', async () => {
  const load = fetchAhead(async () => ({ fetchFirst: () => new Promise<void>(() => undefined) }));
  await load({ context, deps: {}, cause: 'stay' });
});

it('asks for what comes further down only ahead of a visit', async () => {
  const visited = readyPage();
  await visited.load({ context, deps: {}, cause: 'enter' });
  expect(visited.asked).toEqual(['first']);
  const ahead = readyPage();
  await ahead.load({ context, deps: {}, cause: 'preload' });
  await vi.advanceTimersByTimeAsync(0);
  expect(ahead.asked).toEqual(['first', 'further']);
});

it('leaves a refusal to the page', async () => {
  const load = fetchAhead(async () => ({ fetchFirst: () => Promise.reject(new Error('refused')) }));
  await load({ context, deps: {}, cause: 'enter' });
});
