import { beforeEach, expect, it, vi } from 'vitest';

/** Pauses that the browser was asked to tell of. */
let pauses: (() => void)[] = [];

function pause() {
  const told = pauses;
  pauses = [];
  for (const tell of told) tell();
}

async function freshQueue() {
  vi.resetModules();
  return import('./when-idle');
}

beforeEach(() => {
  pauses = [];
  vi.stubGlobal('requestIdleCallback', (tell: () => void) => pauses.push(tell));
});

it('calls one in each pause, in the order of the wishes', async () => {
  const { whenIdle } = await freshQueue();
  const called: string[] = [];
  whenIdle(() => called.push('first'));
  whenIdle(() => called.push('second'));
  expect(called).toEqual([]);
  pause();
  expect(called).toEqual(['first']);
  pause();
  expect(called).toEqual(['first', 'second']);
});

it('forgets a wish that was taken back', async () => {
  const { whenIdle } = await freshQueue();
  const called: string[] = [];
  const takeBack = whenIdle(() => called.push('taken back'));
  whenIdle(() => called.push('kept'));
  takeBack();
  pause();
  pause();
  expect(called).toEqual(['kept']);
});

it('waits until every page that held it back is drawn', async () => {
  const { holdIdle, whenIdle } = await freshQueue();
  const called: string[] = [];
  const [frame, page] = [holdIdle(), holdIdle()];
  whenIdle(() => called.push('later'));
  pause();
  frame();
  pause();
  expect(called).toEqual([]);
  page();
  pause();
  expect(called).toEqual(['later']);
});

it('heeds a page that begins while a pause is awaited', async () => {
  const { holdIdle, whenIdle } = await freshQueue();
  const called: string[] = [];
  whenIdle(() => called.push('later'));
  const release = holdIdle();
  pause();
  expect(called).toEqual([]);
  release();
  pause();
  expect(called).toEqual(['later']);
});
