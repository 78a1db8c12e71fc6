import { Workbox } from 'workbox-window';
import { notifyNewVersion } from '@/ui/notify';

/** An open app asks no more often than this whether there is a newer one. */
const CHECK_EVERY_MS = 60 * 60_000;

/**
 * Has the browser keep the app's shell, so that it starts without a network, and offers a newer version when there is one.
 * Nothing happens where browsers allow no service worker: plain HTTP from another machine.
 */
export async function keepAppCurrent(reload = () => window.location.reload()): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const base = import.meta.env.BASE_URL;
  const worker = new Workbox(`${base}sw.js`, { scope: base });
  let registration: ServiceWorkerRegistration | undefined;
  worker.addEventListener('waiting', () =>
    notifyNewVersion(() => {
      // Another tab may have let it in already.
      if (!registration?.waiting) return reload();
      // Only the tab in which it was asked for: in another one something may be half typed.
      worker.addEventListener('controlling', reload);
      worker.messageSkipWaiting();
    }),
  );
  registration = await worker.register();
  lookAgainOnReturn(worker);
}

/** Browsers look for a new version when a page is opened; an app that stays open for days would never hear of it. */
function lookAgainOnReturn(worker: Workbox): void {
  let lookedAt = Date.now();
  document.addEventListener('visibilitychange', () => {
    const due = Date.now() - lookedAt >= CHECK_EVERY_MS;
    if (document.visibilityState !== 'visible' || !due) return;
    lookedAt = Date.now();
    // Without a network there is nothing to learn; the next return asks again.
    worker.update().catch(() => undefined);
  });
}
