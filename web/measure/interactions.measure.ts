import { expect, type Page } from '@playwright/test';
import { Ledger } from '../e2e/ledger';
import { tell } from './figures';
import { OWNER } from './large-wallet';
import { openList, test } from './test';

/**
 * How long after the key or the press the answer stood on the page, in milliseconds: the time from the event itself, as
 * the browser stamps it, to the frame in which `shown` finds something.
 */
async function answered(page: Page, shown: string, act: () => Promise<void>): Promise<number> {
  await page.evaluate((selector) => {
    const began = new Promise<number>((resolve) => {
      const note = ({ timeStamp }: Event) => resolve(timeStamp);
      for (const kind of ['keydown', 'pointerdown']) {
        window.addEventListener(kind, note, { capture: true, once: true });
      }
    });
    const drawn = new Promise<number>((resolve) => {
      const look = () => {
        const found = document.querySelector(selector);
        if (found === null) requestAnimationFrame(look);
        else requestAnimationFrame(() => resolve(performance.now()));
      };
      requestAnimationFrame(look);
    });
    Object.assign(window, {
      answeredIn: Promise.all([began, drawn]).then(([from, to]) => to - from),
    });
  }, shown);
  await act();
  return page.evaluate(() => (window as unknown as { answeredIn: Promise<number> }).answeredIn);
}

test('Answering in the list', async ({ page }) => {
  await openList(page);
  const press = (key: string) => () => page.keyboard.press(key);
  const tellAnswer = async (name: string, shown: string, act: () => Promise<void>) =>
    tell({ name, value: await answered(page, shown, act), unit: 'ms', atMost: 100 });

  await tellAnswer('key n to the focused amount', 'input[inputmode=decimal]:focus', press('n'));
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await tellAnswer('the same again', 'input[inputmode=decimal]:focus', press('n'));
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  const row = page.getByRole('button', { name: /^Edit / }).nth(2);
  await tellAnswer('a row to its focused form', 'input:focus', () => row.click());
  await page.keyboard.press('Escape');
  await page.getByRole('main').focus();
  await tellAnswer('the key j to the focused row', '[data-row]:focus', press('j'));

  const filter = page.getByRole('button', { name: 'Categories' });
  await tellAnswer('the filter to its choices', '[role=dialog] [type=checkbox]', () =>
    filter.click(),
  );
  const food = page.getByRole('checkbox', { name: 'Food', exact: true });
  await tellAnswer('a category to its chip', '[aria-label="Remove filter Food"]', () =>
    food.click(),
  );
});

test('Searching', async ({ page }) => {
  await openList(page);
  const search = page.getByRole('searchbox', { name: 'Search expenses' });
  await search.focus();
  // So old that it is on none of the pages loaded so far.
  await page.keyboard.type('Ferry 1990');
  const value = await answered(page, '[aria-label^="Edit Ferry 19900"]', () =>
    page.keyboard.press('0'),
  );
  tell({ name: 'last letter to the first result', value, unit: 'ms' });
});

test('Requests after a write, with the whole list loaded', async ({ page, origin }) => {
  const owner = await Ledger.signIn(origin, OWNER);
  const made = await owner.add({ amount: '1.00', description: 'To be deleted' });
  await openList(page);
  for (let before = -1, height = 0; height > before; ) {
    before = height;
    await page.keyboard.press('End');
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(300);
    height = await page.evaluate(() => document.documentElement.scrollHeight);
  }
  await page.keyboard.press('Home');
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'fetch') asked.push(new URL(request.url()).pathname);
  });
  await page.getByRole('button', { name: 'Edit To be deleted' }).focus();
  await page.keyboard.press('Delete');
  await expect(page.getByText('Deleted To be deleted')).toBeVisible();
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(500);
  const lists = asked.filter((path) => path === '/expenses').length;
  tell({ name: 'requests, the write among them', value: asked.length, unit: '' });
  tell({ name: 'of them for pages of the list', value: lists, unit: '', atMost: 2 });
  expect(asked.some((path) => path.endsWith(made.id))).toBe(true);
});
