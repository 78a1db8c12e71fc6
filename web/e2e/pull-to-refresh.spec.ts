import type { Page } from '@playwright/test';
import { finger } from './finger';
import { BudgetsPage } from './pages/budgets';
import { DashboardPage } from './pages/dashboard';
import { ExpensesPage } from './pages/expenses';
import { expect, PHONE, test } from './test';

test.use(PHONE);

const TOP = { x: 195, y: 90 };
const FAR = { x: 205, y: 400 };

const mark = (page: Page) => page.locator('[data-phase]');

/** Its code comes after the page. */
async function pullable(page: Page): Promise<void> {
  await expect(mark(page)).toHaveAttribute('data-phase', 'rest');
  await page.evaluate(() => document.documentElement.setAttribute('data-same-page', ''));
}

async function pull(page: Page, from = TOP, to = FAR): Promise<void> {
  const touch = await finger(page);
  await touch.down(from);
  await touch.drag(from, to);
  await touch.up();
}

async function expectNoReload(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-same-page', '');
}

test('pulling the page down shows what was recorded elsewhere in the meantime', async ({
  page,
  person,
}) => {
  await person.add({ amount: '5', description: 'Milk' });
  const dashboard = new DashboardPage(page);
  await dashboard.open();
  await expect(dashboard.spent).toHaveText('€5.00');
  await pullable(page);
  await person.add({ amount: '2.50', description: 'Bread' });
  await pull(page);
  await expect(dashboard.spent).toHaveText('€7.50');
  await expect(dashboard.message('Everything is up to date.')).toBeAttached();
  await expect(mark(page)).toHaveAttribute('data-phase', 'rest');
  await expectNoReload(page);

  const expenses = new ExpensesPage(page);
  await expenses.phoneBar.getByRole('link', { name: 'Expenses' }).tap();
  await expect(expenses.rows).toHaveCount(2);
  await person.add({ amount: '30', description: 'Ferry' });
  await pull(page);
  await expect(expenses.row('Ferry')).toBeVisible();
  await expect(expenses.sum).toHaveText('3 expenses · €37.50');

  const budgets = new BudgetsPage(page);
  await expenses.phoneBar.getByRole('link', { name: 'Budgets' }).tap();
  await expect(budgets.field('Food')).toHaveValue('');
  await person.setBudget('Food', '90');
  await pull(page);
  await expect(budgets.field('Food')).toHaveValue('90.00');
  await expectNoReload(page);
});

test('the mark follows the finger with resistance, and a short pull does nothing', async ({
  page,
  person,
}) => {
  await person.add({ amount: '5', description: 'Milk' });
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expect(expenses.rows).toHaveCount(1);
  await pullable(page);
  let asked = 0;
  page.on('request', (request) => {
    if (/\/expenses\?/.test(request.url())) asked += 1;
  });
  const place = async () => (await mark(page).boundingBox())?.y ?? Number.NaN;
  const touch = await finger(page);
  await touch.down(TOP);
  const [near, further] = [
    { x: 195, y: 150 },
    { x: 195, y: 210 },
  ];
  await touch.drag(TOP, near);
  await expect(mark(page)).toHaveAttribute('data-phase', 'pulled');
  const first = await place();
  await touch.drag(near, further);
  await touch.drag(further, FAR);
  await expect(mark(page)).toHaveAttribute('data-phase', 'ready');
  const last = await place();
  expect(last).toBeGreaterThan(first);
  expect(last - first).toBeLessThan(FAR.y - near.y);
  // Taken back, it is as if nothing had been.
  await touch.drag(FAR, near);
  await expect(mark(page)).toHaveAttribute('data-phase', 'pulled');
  await touch.up();
  await expect(mark(page)).toHaveAttribute('data-phase', 'rest');
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  expect(asked).toBe(0);
  // The row below the finger took no tap.
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('what could not be fetched is said', async ({ page, person, guard }) => {
  await person.add({ amount: '5', description: 'Milk' });
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expect(expenses.rows).toHaveCount(1);
  await pullable(page);
  guard.expectFailedRequests(/\/expenses\?/);
  await page.route(/\/expenses\?/, (route) =>
    route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{}' }),
  );
  await pull(page);
  await expect(expenses.message('Nothing new could be loaded.')).toBeVisible();
  await expect(mark(page)).toHaveAttribute('data-phase', 'rest');
  await expect(expenses.row('Milk')).toBeVisible();
});

test('it fights neither scrolling nor a sheet nor the choice of rows', async ({ page, person }) => {
  await person.addMany(
    Array.from({ length: 40 }, (_, index) => ({ amount: '1', description: `Thing ${index}` })),
  );
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expect(expenses.rows.first()).toBeVisible();
  await pullable(page);
  const touch = await finger(page);

  // Up: the page scrolls; down again from the middle of it: it scrolls back, and no more.
  await touch.down(FAR);
  await touch.drag(FAR, TOP);
  await touch.up();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(100);
  await page.evaluate(() => window.scrollTo({ top: 600, behavior: 'instant' }));
  await touch.down(TOP);
  await touch.drag(TOP, { x: 195, y: 200 });
  await expect(mark(page)).toHaveAttribute('data-phase', 'rest');
  await touch.up();
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }));

  // A finger that rests on a row chooses it, wherever it moves then.
  const row = await expenses.rows.nth(2).boundingBox();
  if (row === null) throw new Error('there is no third row');
  const point = { x: row.x + 60, y: row.y + 20 };
  await touch.down(point);
  await expect(page.getByRole('region', { name: 'Selected expenses' })).toBeVisible();
  await touch.drag(point, { x: point.x, y: point.y + 150 });
  await expect(mark(page)).toHaveAttribute('data-phase', 'rest');
  await touch.up();
  await page
    .getByRole('region', { name: 'Selected expenses' })
    .getByRole('button', { name: 'Select none' })
    .tap();

  await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }));
  await page.getByRole('button', { name: 'Add expense' }).filter({ visible: true }).tap();
  await expect(expenses.dialog.amount).toBeFocused();
  const sheet = await expenses.dialog.dialog.boundingBox();
  const grip = { x: 195, y: (sheet?.y ?? 0) + 30 };
  await touch.down(grip);
  await touch.drag(grip, { x: 195, y: grip.y + 260 });
  await expect(mark(page)).toHaveAttribute('data-phase', 'rest');
  await touch.up();
});

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('the mark stands still and only becomes clearer', async ({ page, person }) => {
    await person.add({ amount: '5', description: 'Milk' });
    await page.goto('expenses');
    await pullable(page);
    const touch = await finger(page);
    await touch.down(TOP);
    const place = async () => (await mark(page).boundingBox())?.y ?? Number.NaN;
    const opacity = () => mark(page).evaluate((one) => Number(getComputedStyle(one).opacity));
    const [near, further] = [
      { x: 195, y: 130 },
      { x: 195, y: 190 },
    ];
    await touch.drag(TOP, near);
    await expect(mark(page)).toHaveAttribute('data-phase', 'pulled');
    const [first, faint] = [await place(), await opacity()];
    await touch.drag(near, further);
    await expect.poll(opacity).toBeGreaterThan(faint + 0.2);
    expect(await place()).toBe(first);
    await touch.up();
  });
});

test.describe('with a mouse', () => {
  test.use({ viewport: { width: 1440, height: 900 }, hasTouch: false, isMobile: false });

  test('there is nothing to pull, and its code is not fetched', async ({ page, person }) => {
    await person.add({ amount: '5', description: 'Milk' });
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(request.url()));
    await page.goto('expenses');
    await expect(new ExpensesPage(page).rows).toHaveCount(1);
    await page.evaluate(
      () => new Promise<void>((done) => requestIdleCallback(() => setTimeout(done, 1200))),
    );
    expect(fetched.some((url) => url.includes('pull-to-refresh'))).toBe(false);
    await expect(mark(page)).toHaveCount(0);
  });
});
