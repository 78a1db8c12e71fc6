import { PASSWORD } from './ledger';
import { ExpensesPage } from './pages/expenses';
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

test('an unknown page says so and leads home', async ({ page }) => {
  await page.goto('nowhere');
  await expect(page.getByText('There is no such page')).toBeVisible();
  await page.getByRole('link', { name: 'To the dashboard' }).click();
  await expect(page.getByRole('heading', { name: 'Spent this month' })).toBeVisible();
});

test('the root of the server leads to the app', async ({ page, origin }) => {
  await page.goto(`${origin}/`);
  await expect(page.getByRole('heading', { name: 'Spent this month' })).toBeVisible();
});

for (const next of FOREIGN) {
  test(`who is signed in is not led away by ?next=${next}`, async ({ page, origin }) => {
    await page.goto(`login?next=${encodeURIComponent(next)}`);
    await expect(page.getByRole('heading', { name: 'Spent this month' })).toBeVisible();
    expect(new URL(page.url()).origin).toBe(origin);
  });
}

test.describe(() => {
  test.use({ signedIn: false });

  for (const next of FOREIGN) {
    test(`logging in is not led away by ?next=${next}`, async ({ page, person, origin }) => {
      await page.goto(`login?next=${encodeURIComponent(next)}`);
      await new SignInPage(page).logIn(person.username, PASSWORD);
      await expect(page.getByRole('heading', { name: 'Spent this month' })).toBeVisible();
      expect(new URL(page.url()).origin).toBe(origin);
    });
  }
});
