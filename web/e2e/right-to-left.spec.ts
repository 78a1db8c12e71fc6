import type { Locator, Page } from '@playwright/test';
import { month } from './dates';
import { fillWallet } from './household';
import { figures, overlaps } from './laid-out';
import { BudgetsPage } from './pages/budgets';
import { DashboardPage } from './pages/dashboard';
import { ExpensesPage } from './pages/expenses';
import { settled } from './settled';
import { expect, test } from './test';

/** No language of ours is written from right to left yet: the document says that it is. */
function mirror(): void {
  const turn = () => {
    const { documentElement: root } = document;
    if (root !== null && root.dir !== 'rtl') root.dir = 'rtl';
  };
  new MutationObserver(turn).observe(document, {
    attributes: true,
    childList: true,
    subtree: true,
  });
}

async function boxOf(part: Locator) {
  const box = await part.boundingBox();
  if (box === null) throw new Error(`${part} is not to be seen`);
  return { left: box.x, right: box.x + box.width, middle: box.x + box.width / 2 };
}

async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

const PAGES = [
  '.',
  'expenses',
  'expenses?category=Food&q=market',
  'day',
  'budgets',
  'categories',
  'profile',
];

for (const viewport of [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
]) {
  test.describe(`from right to left at ${viewport.width} px`, () => {
    test.use({ viewport });

    test.beforeEach(async ({ page }) => {
      await page.addInitScript(mirror);
    });

    test('no page scrolls sideways, and nothing lies over anything else', async ({
      page,
      person,
    }) => {
      await fillWallet(person);
      for (const path of PAGES) {
        await page.goto(path);
        await settled(page);
        await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
        expect.soft(await overflow(page), path).toBe(0);
        expect.soft(await overlaps(page.locator('main')), path).toEqual([]);
        // The title begins where the lines begin.
        const [main, title] = [page.locator('main'), page.getByRole('heading', { level: 1 })];
        const [around, heading] = [await boxOf(main), await boxOf(title)];
        expect.soft(around.right - heading.right, path).toBeLessThan(40);
      }
    });

    test('signs and currencies stay with their figures', async ({ page, person }) => {
      await fillWallet(person);
      // More than this month, so that the difference has a minus.
      await person.add({ amount: '150000', category: 'Travel', date: `${month(-1)}-01` });
      await page.goto('.');
      await settled(page);
      const british = await figures(page.locator('main'));
      expect(british).toContainEqual(expect.stringMatching(/^-€[\d,]+\.\d\d$/));
      expect(british.filter((figure) => !/^-?€[\d,]+(\.\d+)?[KM]?$/.test(figure))).toEqual([]);

      await person.changeMe({ locale: 'de-DE' });
      await page.reload();
      await settled(page);
      const german = await figures(page.locator('main'));
      expect(german).toContainEqual(expect.stringMatching(/^-[\d.]+,\d\d €$/));
      expect(german.filter((figure) => !/^-?[\d.]+(,\d+)?( Mio\.)? €$/.test(figure))).toEqual([]);
    });

    test('what shows the passing of time runs the other way', async ({ page, person }) => {
      await fillWallet(person);
      await page.goto('.');
      await settled(page);
      const dashboard = new DashboardPage(page);
      const [before, after] = ['Previous month', 'Next month'].map((name) =>
        page.getByRole('button', { name }),
      ) as [Locator, Locator];
      expect((await boxOf(before)).left).toBeGreaterThan((await boxOf(after)).right);
      for (const arrow of [before, after]) {
        await expect(arrow.locator('svg')).toHaveCSS('transform', 'matrix(-1, 0, 0, 1, 0, 0)');
      }

      // Each bar stands in the column of its month, the oldest first.
      await dashboard.months.scrollIntoViewIfNeeded();
      const columns = dashboard.months.getByRole('row').filter({ has: page.getByRole('link') });
      const current = await boxOf(columns.last());
      expect((await boxOf(columns.first())).left).toBeGreaterThan(current.right);
      const bar = await boxOf(dashboard.months.locator('path[fill="var(--accent)"]'));
      expect(Math.abs(bar.middle - current.middle)).toBeLessThan(3);

      const budgets = new BudgetsPage(page);
      await budgets.open();
      const track = budgets.row('Health').locator('[aria-hidden] > div').first();
      const [whole, fill] = [await boxOf(track), await boxOf(track.locator('> div'))];
      expect(whole.right - fill.right).toBeLessThan(1);
      expect(fill.left).toBeGreaterThan(whole.left);
    });

    test('the form for an expense keeps its sum from left to right', async ({ page }) => {
      const { dialog } = new ExpensesPage(page);
      await page.goto('expenses');
      await page.getByRole('button', { name: 'Add expense' }).filter({ visible: true }).click();
      await dialog.amount.fill('16.99*2+3');
      await expect(dialog.dialog).toContainText('€36.98');
      await settled(page);
      await expect(dialog.amount).toHaveCSS('direction', 'ltr');
      await expect(dialog.description).toHaveCSS('direction', 'rtl');
      expect(await overlaps(dialog.dialog)).toEqual([]);
      expect(await dialog.dialog.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
    });
  });
}

test.describe('from right to left', () => {
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(mirror);
  });

  test('the sidebar stands at the right, and the page at its left', async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto('budgets');
    await settled(page);
    const { navigation } = new DashboardPage(page);
    const side = await boxOf(navigation);
    expect(side.right).toBe(await page.evaluate(() => document.documentElement.clientWidth));
    expect((await boxOf(page.locator('main'))).right).toBeLessThanOrEqual(side.left);
  });

  test('the bar of the phone begins at the right', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('budgets');
    await settled(page);
    const { phoneBar } = new DashboardPage(page);
    const names = ['Dashboard', 'Expenses', 'Budgets', 'Profile'];
    const places = await Promise.all(
      names.map(async (name) => (await boxOf(phoneBar.getByRole('link', { name }))).middle),
    );
    expect(places).toEqual(places.toSorted((one, other) => other - one));
  });

  test('the arrow keys go the way they point in the choice of months', async ({ page }) => {
    await page.goto('budgets');
    await page.getByRole('button', { name: /choose another month$/ }).click();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-month'));
    await expect.poll(focused).toBe(month());
    await page.keyboard.press('ArrowRight');
    await expect.poll(focused).toBe(month(-1));
    await page.keyboard.press('ArrowLeft');
    await expect.poll(focused).toBe(month());
  });
});
