import { daysAgo } from './dates';
import { DashboardPage } from './pages/dashboard';
import { ExpensesPage, openNewExpense } from './pages/expenses';
import { expect, test } from './test';

/** What the browser and the component library write when a part of the app cannot be fetched. */
const NOT_FETCHED = /Unable to preload CSS|Failed to fetch dynamically imported module/;

test.beforeEach(({ guard }) => {
  guard.expectFailedRequests(/\/assets\//);
  guard.expectMessage(NOT_FETCHED);
});

test('without the pictures the dashboard still tells everything', async ({ page, person }) => {
  await person.add({ amount: '30', category: 'Food' });
  await person.setBudget('Food', '20');
  const pictures = /\/assets\/\w+-drawing/;
  await page.route(pictures, (route) => route.abort());
  const dashboard = new DashboardPage(page);
  await Promise.all([
    page.waitForEvent('console', (message) => NOT_FETCHED.test(message.text())),
    dashboard.open(),
  ]);
  // The frame around the pages stands also where a page failed.
  await expect(dashboard.heading(/./)).toBeVisible();
  await expect(dashboard.slice('Food')).toContainText('€30.00');
  await expect(dashboard.budget('Food')).toContainText('€10.00 over');
  await expect(dashboard.months.getByRole('figure')).toContainText('€30.00');
  await dashboard.slice('Food').getByRole('link').click();
  await expect(new ExpensesPage(page).sum).toHaveText('1 expense · €30.00');
});

test('a page whose code did not arrive comes on another try', async ({ page }) => {
  await page.goto('expenses');
  await expect(page.getByText('Nothing recorded yet')).toBeVisible();
  await page.route(/\/assets\/budgets-route/, (route) => route.abort());
  const expenses = new ExpensesPage(page);
  await expenses.goTo('Budgets');
  await expect(expenses.message('This page could not be shown')).toBeVisible();
  await expect(expenses.navigation).toBeVisible();
  await page.unroute(/\/assets\/budgets-route/);
  await expenses.retry();
  await expect(page.getByRole('table', { name: /^Budgets in / })).toBeVisible();
});

test('a form whose code did not arrive leaves the page as it is, and comes on another try', async ({
  page,
}) => {
  await page.route(/\/assets\/add-expense-dialog/, (route) => route.abort());
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expect(page.getByText('Nothing recorded yet')).toBeVisible();
  await expenses.search.fill('bread');
  await page.getByRole('main').getByRole('button', { name: 'Add expense' }).first().click();
  const message = expenses.message('The form for a new expense could not be loaded.');
  await expect(message).toBeVisible();
  await expect(expenses.heading('Expenses')).toBeVisible();
  await expect(expenses.search).toHaveValue('bread');
  await page.unroute(/\/assets\/add-expense-dialog/);
  await message.getByRole('button', { name: 'Try again' }).click();
  await expect(message).toBeHidden();
  await expect(expenses.search).toHaveValue('bread');
  await expenses.dialog.add({ amount: '4', category: 'Food', description: 'Rye bread' });
  await expect(expenses.sum).toHaveText('1 expense · €4.00');
});

test('a date is typed where the code of the calendar did not arrive', async ({ page, person }) => {
  await page.route(/\/assets\/day-picker/, (route) => route.abort());
  const { expenses, dialog } = await openNewExpense(page);
  await dialog.fill({ amount: '4', category: 'Food' });
  await dialog.date.press('ArrowDown');
  await expect(expenses.message('The calendar could not be loaded.')).toBeVisible();
  await dialog.date.fill('yesterday');
  await dialog.date.press('Enter');
  await expect(dialog.dialog).toBeHidden();
  await expect.poll(async () => (await person.expenses())[0]?.date).toBe(daysAgo(1));
});
