import { Notifications } from '@mantine/notifications';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { keepAppCurrent } from '@/routes/app-updates';
import { renderPlain } from '@/test/render';

type Listener = () => void;

const { worker } = vi.hoisted(() => ({
  worker: {
    listeners: new Map<string, () => void>(),
    waiting: true,
    made: [] as unknown[],
    messageSkipWaiting: vi.fn(),
    update: vi.fn(async () => undefined),
  },
}));

vi.mock('workbox-window', () => ({
  Workbox: class {
    // Each has its own: the page of an earlier test still listens.
    update = vi.fn(async () => undefined);
    messageSkipWaiting = worker.messageSkipWaiting;
    constructor(...made: unknown[]) {
      worker.made = made;
      worker.update = this.update;
    }
    addEventListener(type: string, listener: Listener) {
      worker.listeners.set(type, listener);
    }
    async register() {
      return {
        get waiting() {
          return worker.waiting ? {} : null;
        },
      };
    }
  },
}));

const reload = vi.fn();

beforeEach(() => {
  worker.listeners.clear();
  worker.made = [];
  worker.waiting = true;
  worker.messageSkipWaiting.mockClear();
  reload.mockClear();
  vi.stubGlobal('navigator', { ...navigator, serviceWorker: {} });
  return () => vi.unstubAllGlobals();
});

async function waitingVersion() {
  await keepAppCurrent(reload);
  renderPlain(<Notifications />);
  worker.listeners.get('waiting')?.();
  return screen.findByRole('button', { name: 'Reload' });
}

test('where no service worker may run, nothing is registered', async () => {
  vi.stubGlobal('navigator', {});
  await keepAppCurrent(reload);
  expect(worker.made).toEqual([]);
});

test('it stands beside the app and answers for nothing else', async () => {
  await keepAppCurrent(reload);
  const base = import.meta.env.BASE_URL;
  expect(worker.made).toEqual([`${base}sw.js`, { scope: base }]);
});

test('a new version is told once, and comes only when asked for', async () => {
  const button = await waitingVersion();
  worker.listeners.get('waiting')?.();
  expect(screen.getAllByText('A new version of Outlay is ready.')).toHaveLength(1);
  expect(worker.messageSkipWaiting).not.toHaveBeenCalled();

  await userEvent.click(button);
  expect(worker.messageSkipWaiting).toHaveBeenCalledOnce();
  expect(reload).not.toHaveBeenCalled();
  worker.listeners.get('controlling')?.();
  expect(reload).toHaveBeenCalledOnce();
});

test('a version that another tab let in does not reload this one', async () => {
  const button = await waitingVersion();
  worker.waiting = false;
  worker.listeners.get('controlling')?.();
  expect(reload).not.toHaveBeenCalled();

  await userEvent.click(button);
  expect(worker.messageSkipWaiting).not.toHaveBeenCalled();
  expect(reload).toHaveBeenCalledOnce();
});

test('who comes back after an hour has the browser look for a new version', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  await keepAppCurrent(reload);
  const comeBack = () => document.dispatchEvent(new Event('visibilitychange'));
  comeBack();
  expect(worker.update).not.toHaveBeenCalled();
  vi.setSystemTime(Date.now() + 3_600_000);
  comeBack();
  comeBack();
  vi.useRealTimers();
  expect(worker.update).toHaveBeenCalledOnce();
});
