import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, test as base, type Page } from '@playwright/test';
import { settled } from '../e2e/settled';

const FOLDER = join(import.meta.dirname, '../../docs/screenshots');
const DEMO = { username: 'demo', password: 'demo-household' };

const DESKTOP = { viewport: { width: 1280, height: 860 }, deviceScaleFactor: 1.5 };
const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

/** Small enough for a repository, and without a visible loss. */
const QUALITY = 82;

async function signedIn(origin: string) {
  const answer = await fetch(`${origin}/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(DEMO),
  });
  const { access_token: token, expires_in: seconds } = (await answer.json()) as {
    access_token: string;
    expires_in: number;
  };
  const receivedAt = Date.now();
  const session = { token, receivedAt, expiresAt: receivedAt + seconds * 1000 };
  const localStorage = [{ name: 'outlay.session', value: JSON.stringify(session) }];
  return { cookies: [], origins: [{ origin, localStorage }] };
}

/** As WebP, which Playwright's own pictures cannot be. */
async function take(page: Page, name: string): Promise<void> {
  await settled(page);
  await page.evaluate(() => document.fonts.ready);
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality: QUALITY,
  });
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${name}.webp`), Buffer.from(data, 'base64'));
}

async function open(browser: Browser, baseURL: string, device: object): Promise<Page> {
  const storageState = await signedIn(new URL(baseURL).origin);
  const context = await browser.newContext({ baseURL, storageState, ...device });
  return context.newPage();
}

/** With what is drawn last, where that comes after all else. */
const PAGES: readonly (readonly [name: string, address: string, last?: string])[] = [
  ['dashboard', '', '.recharts-sector'],
  ['expenses', 'expenses'],
  ['budgets', 'budgets'],
  ['categories', 'categories'],
];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [device, shape] of [
    ['desktop', DESKTOP],
    ['phone', PHONE],
  ] as const) {
    base(`${device}, ${colorScheme}`, async ({ browser, baseURL, locale, timezoneId }) => {
      const page = await open(browser, baseURL ?? '', {
        ...shape,
        colorScheme,
        locale,
        timezoneId,
        reducedMotion: 'reduce',
      });
      for (const [name, address, last = 'main'] of PAGES) {
        await page.goto(address);
        await page.waitForLoadState('networkidle');
        await page.locator(last).first().waitFor();
        await take(page, `${name}-${device}-${colorScheme}`);
      }
      await page.goto('');
      await page.locator('.recharts-sector').first().waitFor();
      await page.keyboard.press('n');
      await page.getByRole('dialog').waitFor();
      await take(page, `add-${device}-${colorScheme}`);
      await page.context().close();
    });
  }
}
