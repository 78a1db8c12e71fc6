import { test as base, type Page } from '@playwright/test';
import { Ledger } from '../e2e/ledger';
import { OWNER } from './large-wallet';

interface Fixtures {
  readonly origin: string;
  readonly owner: Ledger;
}

/** A page of somebody with 20,000 expenses. */
export const test = base.extend<Fixtures>({
  origin: async ({ baseURL }, use) => {
    await use(new URL(baseURL ?? '').origin);
  },
  owner: async ({ origin }, use) => {
    await use(await Ledger.signIn(origin, OWNER));
  },
  storageState: async ({ owner }, use) => {
    await use(owner.browserState());
  },
});

/** Opens the list and waits for its rows, and for what the app does once it is at rest. */
export async function openList(page: Page, query = ''): Promise<void> {
  await page.goto(`expenses${query}`);
  await page
    .getByRole('button', { name: /^Edit / })
    .first()
    .waitFor();
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(500);
}
