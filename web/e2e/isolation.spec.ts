import { Ledger } from './ledger';
import { DashboardPage } from './pages/dashboard';
import { ExpensesPage } from './pages/expenses';
import { expect, test } from './test';

test('two people never see each other in the app', async ({ page, person, origin, openFor }) => {
  const other = await Ledger.open(origin);
  await person.add({ amount: '11', category: 'Food', description: 'Mine' });
  await other.add({ amount: '23', category: 'Hidden', description: 'Theirs' });
  await other.setBudget('Hidden', '50');

  const mine = new ExpensesPage(page);
  await mine.open();
  await expect(mine.sum).toHaveText('1 expense · €11.00');
  await expect(mine.row('Theirs')).toBeHidden();
  await mine.open('?category=Hidden');
  await expect(page.getByText('Nothing was found for Hidden.')).toBeVisible();
  await mine.goTo('Dashboard');
  const dashboard = new DashboardPage(page);
  await expect(dashboard.spent).toHaveText('€11.00');
  await expect(dashboard.bars).toContainText('No budgets yet');
  await mine.goTo('Categories');
  await expect(page.getByRole('link', { name: 'Food', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Hidden' })).toBeHidden();

  const theirs = new ExpensesPage(await openFor(other));
  await theirs.open();
  await expect(theirs.sum).toHaveText('1 expense · €23.00');
  await expect(theirs.row('Mine')).toBeHidden();
});

test('a foreign id answers as one that does not exist', async ({ person, origin }) => {
  const other = await Ledger.open(origin);
  const theirs = await other.add({ amount: '23', description: 'Theirs' });
  const { id, category_id: category } = theirs;
  const change = { description: 'Changed' };

  for (const unknown of [id, '0190b2a4-7c1e-7c3e-9b51-1f0c3f6f7a10']) {
    expect(await person.status('GET', `/expenses/${unknown}`)).toBe(404);
    expect(await person.status('PATCH', `/expenses/${unknown}`, change)).toBe(404);
    expect(await person.status('DELETE', `/expenses/${unknown}`)).toBe(404);
    expect(await person.status('POST', `/expenses/${unknown}/restore`)).toBe(404);
  }
  expect(await person.status('PATCH', `/categories/${category}`, { name: 'Mine now' })).toBe(404);
  expect(await person.status('GET', `/expenses?wallet=${await other.walletId()}`)).toBe(404);
  expect(await other.expenses()).toEqual([theirs]);
});

test('who signs in next on the same browser sees nothing of the one before', async ({
  page,
  person,
  origin,
}) => {
  const other = await Ledger.open(origin);
  await person.add({ amount: '11', description: 'Mine' });
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expect(expenses.row('Mine')).toBeVisible();

  await expenses.goTo('Profile');
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByRole('textbox', { name: 'User name or email' }).fill(other.username);
  await page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery');
  await page.getByRole('button', { name: 'Log in' }).click();
  await expenses.goTo('Expenses');
  await expect(page.getByText('Nothing recorded yet')).toBeVisible();
  await expect(expenses.row('Mine')).toBeHidden();
});
