import type { Page } from '@playwright/test';

const KEPT = 'test.interactions';

/**
 * Counts in the page what somebody does besides typing: each press of a button or finger, and each key that writes no letter,
 * Tab and Enter like all others. To be called before the page is opened.
 */
export async function countInteractions(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript((kept) => {
    const note = (what: string) => {
      const before = JSON.parse(sessionStorage.getItem(kept) ?? '[]');
      sessionStorage.setItem(kept, JSON.stringify([...before, what]));
    };
    window.addEventListener('pointerdown', () => note('press'), { capture: true });
    window.addEventListener('keydown', ({ key }) => key.length > 1 && note(key), { capture: true });
  }, KEPT);
  return () => page.evaluate((kept) => JSON.parse(sessionStorage.getItem(kept) ?? '[]'), KEPT);
}
