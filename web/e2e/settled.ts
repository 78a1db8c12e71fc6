import { expect, type Page } from '@playwright/test';

/** Waits until nothing is loading and nothing moves, so that what is measured is what people see. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect.poll(() => page.evaluate(unfinished), { intervals: [50, 50, 100] }).toEqual([]);
}

/** Runs in the page: everything that is still on its way. */
function unfinished(): string[] {
  const moving = document
    .getAnimations()
    .filter(({ playState }) => playState === 'running')
    .map(({ effect }) =>
      effect instanceof KeyframeEffect ? effect.target?.className : 'animation',
    );
  const busy = Array.from(document.querySelectorAll('[aria-busy=true], [data-loading]'));
  return [...moving, ...busy.map(({ className }) => className)].map(String);
}
