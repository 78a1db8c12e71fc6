import { expect, type Page } from '@playwright/test';

/** Waits until nothing is loading and nothing moves, so that what is measured is what people see. */
export async function settled(page: Page): Promise<void> {
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toBeVisible();
  await expect.poll(() => page.evaluate(unfinished), { intervals: [50, 50, 100] }).toEqual([]);
  // An empty wallet's dashboard makes room for its welcome, whose code comes a moment later.
  await expect(heading).toBeVisible();
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
