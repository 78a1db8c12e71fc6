import type { Page } from '@playwright/test';
import { PASSWORD } from './ledger';
import { DashboardPage } from './pages/dashboard';
import { ExpensesPage } from './pages/expenses';
import { SignInPage } from './pages/sign-in';
import { expect, test } from './test';

test.use({ serviceWorkers: 'allow' });

/** Waits until the browser keeps the whole shell and hands the page over to it. */
async function shellKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller !== null) return;
    await new Promise((kept) =>
      navigator.serviceWorker.addEventListener('controllerchange', kept, { once: true }),
    );
  });
}

/**
 * Opens a page without a network; answers the way back. Chromium forgets with each new document what `navigator.onLine`
 * was made to say, and only that: it is told again.
 */
async function openWithoutNetwork(page: Page, path: string): Promise<() => Promise<void>> {
  const context = page.context();
  await context.setOffline(true);
  await page.goto(path);
  const session = await context.newCDPSession(page);
  const be = (offline: boolean) =>
    session.send('Network.emulateNetworkConditions', {
      offline,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
  await session.send('Network.enable');
  await be(true);
  return async () => {
    await be(false);
    await context.setOffline(false);
  };
}

/** The addresses of all that the browser keeps for this origin. */
function keptAddresses(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const found: string[] = [];
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys())
        found.push(new URL(url).pathname);
    }
    return found;
  });
}

test('the app can be installed: its manifest is whole, and its icons are what it says', async ({
  page,
}) => {
  await page.goto('.');
  const link = page.locator('link[rel="manifest"]');
  await expect(link).toHaveAttribute('href', '/app/manifest.webmanifest');
  const answer = await page.request.get('manifest.webmanifest');
  expect(answer.headers()['content-type']).toContain('application/manifest+json');
  const manifest = await answer.json();
  expect(manifest).toMatchObject({
    name: 'Outlay',
    start_url: '/app/',
    scope: '/app/',
    display: 'standalone',
  });
  // The light page colour, in the one place where the palette is.
  const themed = await page.locator('meta[name="theme-color"]').first().getAttribute('content');
  expect([manifest.theme_color, manifest.background_color]).toEqual([themed, themed]);

  const purposes = manifest.icons.map(({ purpose }: { purpose: string }) => purpose);
  expect(new Set(purposes)).toEqual(new Set(['any', 'maskable']));
  for (const { src, sizes } of manifest.icons) expect(await sizeOf(page, src)).toBe(sizes);
  const touch = await page.locator('link[rel="apple-touch-icon"]').getAttribute('href');
  expect(await sizeOf(page, touch ?? '')).toBe('180x180');
});

/** The size of a picture as the browser reads it. */
function sizeOf(page: Page, address: string): Promise<string> {
  return page.evaluate(async (src) => {
    const picture = new Image();
    picture.src = src;
    await picture.decode();
    return `${picture.naturalWidth}x${picture.naturalHeight}`;
  }, address);
}

test('Chromium finds nothing that keeps it from offering the installation', async ({ page }) => {
  await page.goto('.');
  await shellKept(page);
  const session = await page.context().newCDPSession(page);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // A context of its own is what keeps the tests apart; Chromium takes it for a private window.
  const errors = installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito');
  expect(errors).toEqual([]);
});

test('after one visit the app starts without a network, says so, and goes on by itself', async ({
  page,
  person,
  guard,
}) => {
  guard.expectFailedRequests(/127\.0\.0\.1/);
  guard.expectMessage(/^ApiProblem: Outlay cannot be reached/);
  await person.add({ amount: '5', description: 'Bread' });
  await page.goto('.');
  await shellKept(page);

  const reconnect = await openWithoutNetwork(page, 'expenses');
  const message = page.getByRole('alert').filter({ hasText: 'You are offline' });
  await expect(message).toContainText('as soon as the connection is back');
  await message.getByRole('button', { name: 'Try again' }).click();
  await expect(message).toBeVisible();

  await reconnect();
  await expect(new ExpensesPage(page).row('Bread')).toBeVisible();
});

test('nothing that the API answers is kept or answered from the shell', async ({
  page,
  context,
  person,
  guard,
}) => {
  guard.expectFailedRequests(/127\.0\.0\.1/);
  await person.add({ amount: '5', description: 'Bread' });
  await page.goto('.');
  await shellKept(page);
  // Now that the worker stands between page and server.
  await new ExpensesPage(page).open();
  await expect(new ExpensesPage(page).row('Bread')).toBeVisible();

  const kept = await keptAddresses(page);
  expect(kept).toContain('/app/index.html');
  expect(kept.filter((path) => !path.startsWith('/app/'))).toEqual([]);
  await context.setOffline(true);
  for (const path of ['/me', '/expenses', '/summary', '/openapi.json', '/docs']) {
    const reached = page.evaluate((address) => fetch(address).then(() => true), path);
    await expect(reached, path).rejects.toThrow('Failed to fetch');
  }
});

test('a page outside of the app is none of the shell', async ({ page }) => {
  await page.goto('.');
  await shellKept(page);
  await page.goto('/docs');
  await expect(page).toHaveTitle('Outlay: the REST API');
});

test.describe(() => {
  test.use({ signedIn: false });

  test('the login page starts without a network as well, and says so', async ({
    page,
    person,
    guard,
  }) => {
    guard.expectFailedRequests(/127\.0\.0\.1/);
    const signIn = new SignInPage(page);
    await page.goto('login');
    await shellKept(page);
    const reconnect = await openWithoutNetwork(page, 'login');
    await expect(page.getByText(/^You are offline\./)).toBeVisible();
    await reconnect();
    await expect(page.getByText(/^You are offline\./)).toBeHidden();
    await signIn.logIn(person.username, PASSWORD);
    await expect(new DashboardPage(page).heading(/./)).toBeVisible();
  });
});
