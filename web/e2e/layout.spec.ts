import type { Locator, Page } from '@playwright/test';
import { fillWallet } from './household';
import { CategoriesPage } from './pages/categories';
import { DashboardPage } from './pages/dashboard';
import { ExpensesPage } from './pages/expenses';
import { WelcomePage } from './pages/welcome';
import { settled } from './settled';
import { tooSmall } from './tap-targets';
import { expect, test } from './test';

const PAGES = [
  '.',
  'expenses',
  'expenses?category=Food&q=market',
  'day',
  'budgets',
  'categories',
  'profile',
];
const PHONE = { width: 390, height: 844 };

async function expectLarge(part: Locator): Promise<void> {
  await expect(part).toBeVisible();
  await settled(part.page());
  expect.soft(await tooSmall(part)).toEqual([]);
}

async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

for (const width of [320, 390, 768]) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 844 } });

    test('the welcome does not scroll sideways', async ({ page }) => {
      await new WelcomePage(page).open();
      expect(await overflow(page)).toBe(0);
    });

    test('no page scrolls sideways', async ({ page, person }) => {
      await fillWallet(person);
      for (const path of PAGES) {
        await page.goto(path);
        await settled(page);
        expect.soft(await overflow(page), path).toBe(0);
      }
      await person.changeMe({ language: 'de', locale: 'de-DE' });
      await page.goto('budgets');
      await settled(page);
      expect.soft(await overflow(page), 'budgets in German').toBe(0);
      await person.changeMe({ language: 'en', locale: 'en-GB' });
      await person.addSamples();
      await page.goto('.');
      await settled(page);
      expect.soft(await overflow(page), 'with sample data').toBe(0);
      await page.getByRole('button', { name: 'Add expense' }).filter({ visible: true }).click();
      const { dialog } = new ExpensesPage(page).dialog;
      await expect(dialog).toBeVisible();
      await settled(page);
      expect(await overflow(page)).toBe(0);
      expect(await dialog.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
    });
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: PHONE, hasTouch: true, isMobile: true });

  test('everything that can be tapped is as large as a finger', async ({ page, person }) => {
    await fillWallet(person);
    for (const path of PAGES) {
      await page.goto(path);
      await settled(page);
      expect.soft(await tooSmall(page.locator('body')), path).toEqual([]);
    }
  });

  test('the head of no page takes more than two lines, in no language', async ({
    page,
    person,
  }) => {
    await fillWallet(person);
    for (const language of ['en', 'de', 'es']) {
      await person.changeMe({ language });
      for (const path of PAGES) {
        await page.goto(path);
        await settled(page);
        const head = await page.locator('header').boundingBox();
        expect.soft(head?.height, `${path} in ${language}`).toBeLessThanOrEqual(2 * 44 + 12);
        // The search stands beside the title, whatever else has to go below it.
        const find = await page.locator('header button').first().boundingBox();
        expect.soft((find?.y ?? Number.NaN) - (head?.y ?? 0), path).toBeLessThan(10);
      }
    }
  });

  test('so is everything in the welcome, and the way out of sample data', async ({
    page,
    person,
  }) => {
    const welcome = new WelcomePage(page);
    await welcome.open();
    await expectLarge(page.locator('body'));
    await person.addSamples();
    await page.reload();
    await expectLarge(welcome.banner);
  });

  test('so is everything in sheets, choices and messages', async ({ page, person }) => {
    await fillWallet(person);
    const expenses = new ExpensesPage(page);
    await expenses.open();
    // A row has no room for it here: the way to delete is in the form.
    await expenses.edit('Cinema');
    await expenses.dialog.dialog.getByRole('button', { name: 'Delete' }).tap();
    await expect(expenses.message('Deleted Cinema')).toBeVisible();
    await expectLarge(expenses.message('Deleted Cinema'));
    await expenses.openCategories();
    await expectLarge(expenses.categories);
    await page.keyboard.press('Escape');
    await expenses.edit('Weekly market');
    await expectLarge(expenses.dialog.dialog);

    const categories = new CategoriesPage(page);
    await categories.open();
    await categories.add();
    await expectLarge(categories.dialog);

    await page.goto('.');
    await page.getByRole('button', { name: /choose another month$/ }).click();
    await expectLarge(page.getByRole('dialog'));
  });

  test('the bar below leads everywhere, and its plus records an expense', async ({ page }) => {
    const expenses = new ExpensesPage(page);
    await page.goto('.');
    await expenses.phoneBar.getByRole('button', { name: 'Add expense' }).tap();
    await expenses.dialog.fill({ amount: '3.50', category: 'Food' });
    await expenses.dialog.save();
    await expect(expenses.dialog.dialog).toBeHidden();
    for (const [place, heading] of [
      ['Expenses', 'Expenses'],
      ['Budgets', 'Budgets'],
      ['Profile', 'Profile'],
    ] as const) {
      await expenses.phoneBar.getByRole('link', { name: place }).tap();
      await expect(expenses.heading(heading)).toBeVisible();
    }
    await expenses.phoneBar.getByRole('link', { name: 'Dashboard' }).tap();
    await expect(new DashboardPage(page).spent).toHaveText('€3.50');
  });
});

const STEADY = [
  { path: '.', last: 'Twelve months' },
  { path: 'expenses', last: 'Weekly market' },
  { path: 'day', last: 'Total' },
  { path: 'budgets', last: 'All budgets' },
];

for (const viewport of [{ width: 1440, height: 900 }, PHONE]) {
  test.describe(`at ${viewport.width} px`, () => {
    test.use({ viewport });

    test('nothing jumps while a page loads over a slow line', async ({ page, person }) => {
      await fillWallet(person);
      await page.addInitScript(recordShifts);
      // Long enough for every skeleton to be seen.
      await page.route(
        /\/(me|summary|analytics\/months|expenses|days\/[-0-9]+|budgets|categories)(\?|$)/,
        async (route) => {
          if (route.request().resourceType() !== 'fetch') return route.fallback();
          const answer = await route.fetch();
          await new Promise((resolve) => setTimeout(resolve, 250));
          return route.fulfill({ response: answer });
        },
      );
      for (const { path, last } of STEADY) {
        await page.goto(path);
        await expect(page.getByText(last).first()).toBeVisible();
        await settled(page);
        const shifts = await page.evaluate(() => window.layoutShifts);
        const sum = shifts.reduce((total, { value }) => total + value, 0);
        expect.soft(sum, `${path}: ${JSON.stringify(shifts)}`).toBeLessThanOrEqual(0.02);
      }
    });
  });
}

declare global {
  interface Window {
    layoutShifts: { readonly value: number; readonly moved: readonly string[] }[];
  }
  interface LayoutShift extends PerformanceEntry {
    readonly value: number;
    readonly hadRecentInput: boolean;
    readonly sources: readonly { readonly node: Node | null }[];
  }
}

/** Runs in the page before its own scripts. */
function recordShifts(): void {
  window.layoutShifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as LayoutShift[]) {
      if (entry.hadRecentInput) continue;
      const moved = entry.sources.map(({ node }) => node?.textContent?.slice(0, 40) ?? '');
      window.layoutShifts.push({ value: entry.value, moved });
    }
  }).observe({ type: 'layout-shift', buffered: true });
}
