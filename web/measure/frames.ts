import type { Page } from '@playwright/test';

/** Notes when each frame is drawn, until `framesOf` asks. */
export async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const times: number[] = [];
    const next = (time: number) => {
      times.push(time);
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
    Object.assign(window, { frameTimes: times });
  });
}

/** How long each frame stood, in milliseconds. */
export async function framesOf(page: Page): Promise<number[]> {
  const times = await page.evaluate(
    () => (window as unknown as { frameTimes: number[] }).frameTimes,
  );
  return times.slice(1).map((time, index) => time - (times[index] ?? time));
}
