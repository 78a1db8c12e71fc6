import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { month } from './dates';
import { fillWallet } from './household';
import type { Ledger } from './ledger';
import { CategoriesPage } from './pages/categories';
import { ExpensesPage } from './pages/expenses';
import { SignInPage } from './pages/sign-in';
import { settled } from './settled';
import { expect, test } from './test';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SCHEMES = ['light', 'dark'] as const;
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

// What fades in is looked at as it stays, and not waited for.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** Looks at the page in both colour schemes, as it stands now. */
async function expectAccessible(page: Page, what: string, without: string[] = []): Promise<void> {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    await settled(page);
    // Without it axe opens a page of its own for each look; there are no frames that would need it.
    const axe = new AxeBuilder({ page }).setLegacyMode().withTags(RULES).disableRules(without);
    const { violations } = await axe.analyze();
    const found = violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html, any }) => `${html} ${any[0]?.message ?? ''}`).join('\n')}`,
    );
    expect.soft(found, `${what}, ${colorScheme}`).toEqual([]);
  }
}

async function lookAtPages(page: Page, paths: readonly string[], state: string): Promise<void> {
  for (const path of paths) {
    await page.goto(path);
    await expectAccessible(page, `${path}, ${state}`);
  }
}

async function lookAtExpenseDialogs(page: Page, person: Ledger): Promise<void> {
  const expenses = new ExpensesPage(page);
  const { dialog } = expenses;
  await expenses.open();
  await page.getByRole('button', { name: 'Add expense' }).filter({ visible: true }).click();
  await dialog.category.fill('Fo');
  await expect(page.getByRole('option').first()).toBeVisible();
  // The list of proposals belongs to its field, but lies at the end of the page, where nothing cuts it off.
  await expectAccessible(page, 'a new expense with proposals', ['region']);
  await page.keyboard.press('Escape');
  await dialog.openCalendar();
  await expectAccessible(page, 'the calendar of a new expense');
  await dialog.calendar.getByRole('button', { name: /choose another month$/ }).click();
  await expectAccessible(page, 'the months of the calendar');
  await page.keyboard.press('Escape');
  await dialog.save();
  await expect(dialog.amount).toHaveAccessibleDescription(/./);
  await expectAccessible(page, 'a new expense with problems');
  await page.keyboard.press('Escape');
  await expect(dialog.dialog).toBeHidden();

  const edited = await expenses.edit('Weekly market');
  const [market] = await person.expenses('?q=Weekly');
  await person.change(market?.id ?? '', { amount: '790' });
  await edited.fill({ amount: '800' });
  await edited.save();
  await expect(edited.alert).toContainText('changed in the meantime');
  await expectAccessible(page, 'a stale expense');
  await edited.dialog
    .getByRole('button', { name: 'Cancel' })
    .or(page.getByRole('button', { name: 'Close' }))
    .first()
    .click();
  await expect(edited.dialog).toBeHidden();

  await expenses.row('Cinema').focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('region', { name: 'Selected expenses' })).toBeVisible();
  await expectAccessible(page, 'a selected expense');
  await page.keyboard.press('Delete');
  await expect(expenses.message(/^Deleted 1 expense/)).toBeVisible();
  await expectAccessible(page, 'a deleted expense with Undo');
  await expenses.openCategories();
  await expectAccessible(page, 'the choice of categories');
}

async function lookAtOtherDialogs(page: Page): Promise<void> {
  const categories = new CategoriesPage(page);
  await categories.open();
  await categories.add();
  await categories.press('Add');
  await expectAccessible(page, 'a new category with a problem');
  await page.goto('.');
  await page.getByRole('button', { name: /choose another month$/ }).click();
  await expect(page.getByRole('button', { name: 'Next year' })).toBeVisible();
  await expectAccessible(page, 'the choice of a month');
  await page.keyboard.press('Escape');
  await page.goto('profile');
  await settled(page);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await expectAccessible(page, 'the list of keys');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('textbox', { name: 'Find or do anything' }).fill('e');
  await expect(page.getByRole('button', { name: /^All expenses with/ })).toBeVisible();
  await expectAccessible(page, 'the palette');
}

for (const viewport of SIZES) {
  test.describe(`axe finds nothing at ${viewport.width} px`, () => {
    test.use({ viewport });

    test('in an empty wallet', async ({ page }) => {
      await lookAtPages(
        page,
        ['.', 'expenses', 'expenses?q=nothing', 'day', 'budgets', 'nowhere'],
        'empty',
      );
    });

    test('on the pages of a filled wallet', async ({ page, person }) => {
      await fillWallet(person);
      const list = `expenses?month=${month()}&category=Food&q=market`;
      await lookAtPages(
        page,
        ['.', 'expenses', list, 'day', 'budgets', 'categories', 'profile'],
        'filled',
      );
    });

    test('in the dialogs of an expense', async ({ page, person, guard }) => {
      guard.expectFailedRequests(/\/expenses\//);
      await fillWallet(person);
      await lookAtExpenseDialogs(page, person);
    });

    test('in the other dialogs', async ({ page, person }) => {
      await fillWallet(person);
      await lookAtOtherDialogs(page);
    });

    test('where something could not be loaded', async ({ page, guard }) => {
      guard.expectFailedRequests(/\/expenses/);
      await page.route(/\/expenses\?/, (route) =>
        route.request().resourceType() === 'fetch'
          ? route.fulfill({ status: 500 })
          : route.fallback(),
      );
      await page.goto('expenses');
      await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
      await expectAccessible(page, 'a list that failed');
    });
  });

  test.describe(`axe finds nothing at ${viewport.width} px, signed out`, () => {
    test.use({ viewport, signedIn: false });

    test('on login and registration, with and without problems', async ({ page, guard }) => {
      guard.expectFailedRequests(/\/login$/);
      await lookAtPages(page, ['login?next=/expenses', 'register'], 'signed out');
      await page.getByRole('button', { name: 'Create account' }).click();
      await expectAccessible(page, 'registration with problems');
      await page.goto('login');
      const signIn = new SignInPage(page);
      await signIn.logIn('nobody', 'not the password');
      await expect(signIn.alert).toBeVisible();
      await expectAccessible(page, 'login that failed');
    });
  });
}
