import { randomUUID } from 'node:crypto';
import { countInteractions } from './interactions';
import { PASSWORD } from './ledger';
import { DashboardPage } from './pages/dashboard';
import { SignInPage } from './pages/sign-in';
import { WelcomePage } from './pages/welcome';
import { settled } from './settled';
import { expect, PHONE, test } from './test';

const MOST_INTERACTIONS = 6;
const MOST_MS = 20_000;
/** Between two letters: about sixty words a minute. */
const TYPING = { delay: 150 };

test.describe('from opening the address to the first expense', () => {
  test.use({ signedIn: false });

  test('it takes six keys and clicks besides typing, and 20 seconds', async ({ page }, info) => {
    const interactions = await countInteractions(page);
    const begun = Date.now();
    await page.goto('.');
    await page.getByRole('link', { name: 'Create an account' }).click();
    const signIn = new SignInPage(page);
    await expect(signIn.name).toBeFocused();
    await page.keyboard.type(`joan-${randomUUID().slice(0, 4)}`, TYPING);
    await page.keyboard.press('Tab');
    await page.keyboard.type('tea at four', TYPING);
    await page.keyboard.press('Enter');
    const welcome = new WelcomePage(page);
    await expect(welcome.amount).toBeFocused();
    await page.keyboard.type('4.50', TYPING);
    await page.keyboard.press('Enter');
    await page.keyboard.type('Food', TYPING);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    const dashboard = new DashboardPage(page);
    await expect(dashboard.spent).toContainText('4.50');
    const took = Date.now() - begun;
    const counted = await interactions();
    info.annotations.push({ type: 'first use', description: `${took} ms, ${counted.join(' ')}` });
    expect(counted).toHaveLength(MOST_INTERACTIONS);
    expect(took).toBeLessThan(MOST_MS);
    // The keys work from there: the focus went to the page that took the place of the form.
    await page.keyboard.press('n');
    await expect(dashboard.dialog.amount).toBeFocused();
  });

  test.describe(() => {
    test.use(PHONE);

    test('and six taps on a phone', async ({ page }) => {
      const interactions = await countInteractions(page);
      await page.goto('.');
      await page.getByRole('link', { name: 'Create an account' }).tap();
      const signIn = new SignInPage(page);
      await expect(signIn.name).toBeFocused();
      await page.keyboard.type(`joan-${randomUUID().slice(0, 4)}`);
      await signIn.password.tap();
      await page.keyboard.type(PASSWORD);
      await page.getByRole('button', { name: 'Create account' }).tap();
      const welcome = new WelcomePage(page);
      await expect(welcome.amount).toBeFocused();
      await page.keyboard.type('4.50');
      await welcome.category.tap();
      await page.getByRole('option', { name: 'Food', exact: true }).tap();
      await welcome.first.getByRole('button', { name: 'Save', exact: true }).tap();
      await expect(new DashboardPage(page).spent).toContainText('4.50');
      expect(await interactions()).toHaveLength(MOST_INTERACTIONS);
    });
  });

  test.describe(() => {
    test.use({ locale: 'en-CH' });

    test('currency and way of writing are guessed, and can be changed there', async ({ page }) => {
      await page.goto('register');
      const signIn = new SignInPage(page);
      await signIn.name.fill(`heidi-${randomUUID().slice(0, 8)}`);
      await signIn.password.fill(PASSWORD);
      await page.getByRole('button', { name: 'Create account' }).click();
      const welcome = new WelcomePage(page);
      await expect(welcome.currency).toHaveValue('CHF');
      await expect(welcome.locale).toHaveValue('en-CH');
      await welcome.amount.fill('12.50');
      await welcome.currency.selectOption('EUR');
      await welcome.locale.selectOption('de-DE');
      await expect(welcome.first.getByText('EUR', { exact: true })).toBeVisible();
      await page.reload();
      await expect(welcome.currency).toHaveValue('EUR');
      await expect(welcome.locale).toHaveValue('de-DE');
      await expect(welcome.amount).toHaveValue('12.50');
    });
  });
});

test.describe('a new account', () => {
  test.use({ signedIn: false });

  test('meets the welcome, and no outlines of charts before it', async ({ page }) => {
    await page.addInitScript(() => {
      const seen = new MutationObserver(() => {
        const { body, documentElement } = document;
        if (body?.textContent?.includes('Where it went')) documentElement.dataset.charts = 'seen';
      });
      seen.observe(document, { childList: true, subtree: true });
    });
    await page.route(/\/(summary|expenses)\?/, async (route) => {
      if (route.request().resourceType() !== 'fetch') return route.fallback();
      await new Promise((resolve) => setTimeout(resolve, 400));
      return route.fallback();
    });
    await page.goto('register');
    const name = `joan-${randomUUID().slice(0, 4)}`;
    await new SignInPage(page).createAccount(name, PASSWORD, 'EUR');
    await expect(new WelcomePage(page).amount).toBeFocused();
    // Once the server has answered too.
    await settled(page);
    await expect(new WelcomePage(page).amount).toBeFocused();
    await expect(page.locator('html')).not.toHaveAttribute('data-charts');
  });
});

test('Escape leaves the field of the welcome, and single keys do something then', async ({
  page,
}) => {
  const welcome = new WelcomePage(page);
  await welcome.open();
  await expect(welcome.amount).toBeFocused();
  await page.keyboard.type('4.5');
  await page.keyboard.press('Escape');
  await expect(welcome.amount).not.toBeFocused();
  await expect(welcome.amount).toHaveValue('4.5');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  // Where proposals are open, the first Escape closes only them.
  await welcome.category.focus();
  await expect(welcome.category).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Escape');
  await expect(welcome.category).toHaveAttribute('aria-expanded', 'false');
  await expect(welcome.category).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(welcome.category).not.toBeFocused();
  await page.keyboard.press('g');
  await page.keyboard.press('b');
  await expect(welcome.heading('Budgets')).toBeVisible();
});

test('sample data fills the wallet, says so on each page, and goes with one click', async ({
  page,
  person,
}) => {
  const welcome = new WelcomePage(page);
  const dashboard = new DashboardPage(page);
  await welcome.open();
  await welcome.fill.click();
  await expect(dashboard.ring.getByRole('table')).toBeVisible();
  await expect(dashboard.bars.getByRole('table')).toBeVisible();
  await expect(welcome.banner).toContainText('What you record yourself stays');
  await dashboard.dialog.add({ amount: '7', category: 'Gifts', description: 'Really mine' });
  for (const place of ['Expenses', 'Profile'] as const) {
    await welcome.goTo(place);
    await expect(welcome.heading(place)).toBeVisible();
    await expect(welcome.banner).toBeVisible();
  }
  await welcome.goTo('Expenses');
  expect((await person.expenses()).length).toBeGreaterThan(50);

  await welcome.removeSamples();
  await expect(welcome.message('What you recorded yourself is still here.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Edit / })).toHaveCount(1);
  expect(await person.expenses()).toMatchObject([{ description: 'Really mine' }]);
});

test('without anything of one’s own, removing it leads back to the welcome', async ({ page }) => {
  const welcome = new WelcomePage(page);
  await welcome.open();
  await welcome.fill.click();
  await welcome.removeSamples();
  await expect(welcome.heading(/^Welcome, /)).toBeVisible();
});

test('sample data that cannot be had says why, and can be asked for again', async ({
  page,
  guard,
}) => {
  guard.expectFailedRequests(/\/sample-data$/);
  const welcome = new WelcomePage(page);
  await welcome.open();
  await page.route('**/sample-data', (route) => route.abort());
  await welcome.fill.click();
  await expect(page.getByRole('alert')).toContainText('cannot be reached');
  await page.unroute('**/sample-data');
  await welcome.fill.click();
  await expect(welcome.banner).toBeVisible();
});
