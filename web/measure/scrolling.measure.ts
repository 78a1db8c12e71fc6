import type { Page } from '@playwright/test';
import { quantile, tell } from './figures';
import { framesOf, watchFrames } from './frames';
import { mainThreadTasks } from './main-thread';
import { openList, test } from './test';

const TURNS = 300;
const PIXELS_A_TURN = 700;
const TURN_MS = 25;

async function turnWheel(page: Page, direction: 1 | -1): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) {
    await page.mouse.wheel(0, direction * PIXELS_A_TURN);
    await page.waitForTimeout(TURN_MS);
  }
}

function tellFrames(way: string, frames: readonly number[], tasks: readonly number[]): void {
  const long = (times: readonly number[]) => times.filter((time) => time > 50).length;
  tell({ name: `${way}: frames`, value: frames.length, unit: '' });
  tell({ name: `${way}: frame, median`, value: quantile(frames, 0.5), unit: 'ms' });
  tell({ name: `${way}: frame, 95 of 100`, value: quantile(frames, 0.95), unit: 'ms' });
  tell({ name: `${way}: longest frame`, value: Math.max(...frames), unit: 'ms' });
  tell({ name: `${way}: frames over 50 ms`, value: long(frames), unit: '', atMost: 0 });
  tell({ name: `${way}: longest task, own time`, value: Math.max(...tasks), unit: 'ms' });
  tell({ name: `${way}: tasks over 50 ms, own time`, value: long(tasks), unit: '', atMost: 0 });
  const total = tasks.reduce((sum, task) => sum + task, 0);
  tell({ name: `${way}: own time of all tasks`, value: total, unit: 'ms' });
}

test('Scrolling through the list', async ({ browser, page }) => {
  await openList(page);
  await page.mouse.move(700, 400);
  for (const [way, direction] of [
    ['down', 1],
    ['up', -1],
    ['down again', 1],
  ] as const) {
    await watchFrames(page);
    const tasks = await mainThreadTasks(browser, page, () => turnWheel(page, direction));
    tellFrames(way, await framesOf(page), tasks);
  }
  const rows = await page.getByRole('button', { name: /^Edit / }).count();
  tell({ name: 'rows in the document', value: rows, unit: '' });
  tell({
    name: 'height of the page',
    value: await page.evaluate(() => document.documentElement.scrollHeight),
    unit: 'px',
  });
});
