import type { BrowserContext, Page } from '@playwright/test';
import { settled } from '../e2e/settled';
import { tell } from './figures';
import { test } from './test';

/** As from a server at the other end of a slow line. */
const SLOW_MS = 700;
const CLS = 0.02;

const PAGES = ['', 'expenses', 'budgets', 'categories', 'profile'];

async function answerSlowly(context: BrowserContext): Promise<void> {
  await context.route('**/*', async (route) => {
    if (route.request().resourceType() === 'fetch') {
      await new Promise((resume) => setTimeout(resume, SLOW_MS));
    }
    await route.continue();
  });
}

/** How far things have moved on the page while it loaded: the sum of all shifts, which is never below Chromium's CLS. */
async function shiftOf(page: Page, address: string): Promise<number> {
  await page.goto(address);
  await page.waitForTimeout(SLOW_MS);
  await settled(page);
  await page.waitForTimeout(SLOW_MS);
  return page.evaluate(() => (window as unknown as { shift: number }).shift);
}

function watchShifts(): void {
  Object.assign(window, { shift: 0 });
  const own = window as unknown as { shift: number };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput } = entry as PerformanceEntry & {
        readonly value: number;
        readonly hadRecentInput: boolean;
      };
      if (!hadRecentInput) own.shift += value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

for (const width of [390, 1440]) {
  test(`What moves while pages load at ${width} px, answers ${SLOW_MS} ms late`, async ({
    context,
    page,
  }) => {
    await page.setViewportSize({ width, height: width < 500 ? 844 : 1000 });
    await context.addInitScript(watchShifts);
    await answerSlowly(context);
    for (const address of PAGES) {
      const value = await shiftOf(page, address);
      tell({ name: `shift on /app/${address}`, value, unit: '', atMost: CLS });
    }
  });

  test(`The same signed out, at ${width} px`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ baseURL: baseURL ?? '' });
    await context.addInitScript(watchShifts);
    await answerSlowly(context);
    const page = await context.newPage();
    await page.setViewportSize({ width, height: width < 500 ? 844 : 1000 });
    for (const address of ['login', 'register']) {
      const value = await shiftOf(page, address);
      tell({ name: `shift on /app/${address}`, value, unit: '', atMost: CLS });
    }
    await context.close();
  });
}

test('What the first visit fetches', async ({ page }) => {
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() !== 'script') return;
    sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  await page.goto('');
  await page.locator('.recharts-sector').first().waitFor();
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  tell({ name: 'scripts until the first chart, compressed', value: bytes / 1000, unit: 'kB' });
});
