import type { Page } from '@playwright/test';

/**
 * Holds back what the page loads from there, as a slow line does.
 * @returns what lets all of it through
 */
export async function holdBack(page: Page, address: string): Promise<() => void> {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(address, async (route) => {
    await held;
    await route.continue();
  });
  return release;
}
