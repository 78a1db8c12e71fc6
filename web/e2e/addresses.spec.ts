import { PASSWORD } from './ledger';
import { ExpensesPage } from './pages/expenses';
import { Frame } from './pages/frame';
import { SignInPage } from './pages/sign-in';
import { expect, test } from './test';

/** Addresses of elsewhere, as somebody may put them into a link that looks like ours. */
const FOREIGN = ['https://elsewhere.invalid/', '//elsewhere.invalid/', '/\\elsewhere.invalid/'];

test('a mistyped filter in the address is left out', async ({ page, person }) => {
  await person.add({ amount: '5', description: 'Bread' });
  const expenses = new ExpensesPage(page);
  await expenses.open('?month=2026-13');
  await expect(expenses.sum).toHaveText('1 expense · €5.00');
  await page.goto('?month=soon');
  await expect(page.getByRole('heading', { name: 'Spent this month' })).toBeVisible();
  await page.goto('budgets?month=2026-00');
  await expect(page.getByRole('table', { name: /^Budgets in / })).toBeVisible();
});

test('an unknown page says so, keeps the navigation and leads home', async ({ page }) => {
  await page.goto('nowhere/at/all');
  const frame = new Frame(page);
  await expect(frame.heading('There is no such page')).toBeVisible();
  await expect(page).toHaveTitle('Not found · Outlay');
  await frame.goTo('Budgets');
  await expect(frame.heading('Budgets')).toBeVisible();
  await page.goBack();
  await page.getByRole('link', { name: 'To the dashboard', exact: true }).click();
  await expect(page.getByRole('heading', { name: /^Welcome, / })).toBeVisible();
});

test('the root of the server leads to the app', async ({ page, origin }) => {
  await page.goto(`${origin}/`);
  await expect(page.getByRole('heading', { name: /^Welcome, / })).toBeVisible();
});

for (const next of FOREIGN) {
  test(`who is signed in is not led away by ?next=${next}`, async ({ page, origin }) => {
    await page.goto(`login?next=${encodeURIComponent(next)}`);
    await expect(page.getByRole('heading', { name: /^Welcome, / })).toBeVisible();
    expect(new URL(page.url()).origin).toBe(origin);
  });
}

test.describe(() => {
  test.use({ signedIn: false });

  test('an unknown page says so without asking anybody to log in', async ({ page }) => {
    await page.goto('nowhere');
    await expect(new Frame(page).heading('There is no such page')).toBeVisible();
    await expect(new Frame(page).navigation).toBeHidden();
  });

  for (const next of FOREIGN) {
    test(`logging in is not led away by ?next=${next}`, async ({ page, person, origin }) => {
      await page.goto(`login?next=${encodeURIComponent(next)}`);
      await new SignInPage(page).logIn(person.username, PASSWORD);
      await expect(page.getByRole('heading', { name: /^Welcome, / })).toBeVisible();
      expect(new URL(page.url()).origin).toBe(origin);
    });
  }
});
