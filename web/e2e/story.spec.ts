import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { month, today } from './dates';
import { PASSWORD } from './ledger';
import { BudgetsPage } from './pages/budgets';
import { DashboardPage } from './pages/dashboard';
import { ExpensesPage } from './pages/expenses';
import { ProfilePage } from './pages/profile';
import { SignInPage } from './pages/sign-in';
import { WelcomePage } from './pages/welcome';
import { expect, test } from './test';

test.use({ signedIn: false });

test('the whole story: register, record, budget, see, change, undo, export, leave', async ({
  page,
}) => {
  await test.step('registering leads to a welcome', () => register(page));
  await test.step('recording by keyboard and by button', () => record(page));
  await test.step('setting budgets in the table', () => budget(page));
  await test.step('ring, bars and figures show it', () => see(page));
  await test.step('a row and a slice open the list filtered', () => follow(page));
  await test.step('changing, deleting and bringing back', () => change(page));
  await test.step('exporting what is listed', () => exportAll(page));
  await test.step('leaving', () => leave(page));
});

async function register(page: Page): Promise<void> {
  const dashboard = new DashboardPage(page);
  await page.goto('register');
  const name = `grace-${randomUUID().slice(0, 8)}`;
  await new SignInPage(page).createAccount(name, PASSWORD, 'EUR');
  await expect(dashboard.heading(`Welcome, ${name}`)).toBeVisible();
}

async function record(page: Page): Promise<void> {
  const dashboard = new DashboardPage(page);
  const { dialog } = dashboard;
  const welcome = new WelcomePage(page);
  await expect(welcome.amount).toBeFocused();
  await page.keyboard.type('48.50');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Food');
  await page.keyboard.press('Enter');
  await welcome.description.fill('Weekly market');
  await page.keyboard.press('Enter');
  await expect(dashboard.message('Added €48.50 to Food.')).toBeVisible();
  await expect(dashboard.spent).toHaveText('€48.50');

  await dialog.open();
  await dialog.amount.fill('20');
  await dialog.category.fill('Pets');
  await page.getByRole('option', { name: 'Create “Pets”' }).click();
  await dialog.save();
  await expect(dashboard.spent).toHaveText('€68.50');
}

async function budget(page: Page): Promise<void> {
  const budgets = new BudgetsPage(page);
  await new DashboardPage(page).bars.getByRole('link', { name: 'Set budgets' }).click();
  await budgets.type('Food', '40');
  await expect(budgets.row('Food')).toContainText('€8.50 over');
  await budgets.type('Pets', '100');
  await expect(budgets.row('Pets')).toContainText('€80.00 left');
}

async function see(page: Page): Promise<void> {
  const dashboard = new DashboardPage(page);
  await dashboard.goTo('Dashboard');
  await expect(dashboard.slice('Food')).toContainText('€48.50');
  await expect(dashboard.slice('Food')).toContainText('70.8%');
  await expect(dashboard.slice('Pets')).toContainText('€20.00');
  await expect(dashboard.budget('Food')).toContainText('€48.50 of €40.00');
  await expect(dashboard.budget('Food')).toContainText('€8.50 over');
  await expect(dashboard.budget('Pets')).toContainText('€80.00 left');
  await expect(page.getByRole('link', { name: '1 of 2 over' })).toBeVisible();
  await expect(page.getByText('€71.50 left of €140.00')).toBeVisible();
  await expect(dashboard.months).toContainText('€68.50');
  await expect(dashboard.latest).toContainText('Weekly market');
}

async function follow(page: Page): Promise<void> {
  const dashboard = new DashboardPage(page);
  const expenses = new ExpensesPage(page);
  await dashboard.slice('Pets').getByRole('link').click();
  await expect(page).toHaveURL(`expenses?month=${month()}&category=Pets`);
  await expect(expenses.sum).toHaveText('1 expense · €20.00');
  await page.goBack();
  await dashboard.clickRing('2 categories');
  await expect(page).toHaveURL(`expenses?month=${month()}&category=Food`);
  await expect(expenses.sum).toHaveText('1 expense · €48.50');
}

async function change(page: Page): Promise<void> {
  const expenses = new ExpensesPage(page);
  const dialog = await expenses.edit('Weekly market');
  await expect(dialog.amount).toHaveValue('48.50');
  await dialog.fill({ amount: '50.25', description: 'Market, and bread' });
  await dialog.save();
  await expect(expenses.row('Market, and bread')).toContainText('€50.25');
  await expect(expenses.sum).toHaveText('1 expense · €50.25');

  await expenses.chip('Food').click();
  await expenses.delete('Pets');
  await expect(expenses.row('Pets')).toBeHidden();
  await expect(expenses.sum).toHaveText('1 expense · €50.25');
  await expenses.undo('Deleted Pets, €20.00.');
  await expect(expenses.message('Pets is back.')).toBeVisible();
  await expect(expenses.row('Pets')).toBeVisible();
  await expect(expenses.sum).toHaveText('2 expenses · €70.25');
}

async function exportAll(page: Page): Promise<void> {
  const { name, lines } = await new ExpensesPage(page).exportCsv();
  expect(name).toMatch(/\.csv$/);
  expect(lines).toEqual([
    'date,category,amount,description',
    `${today()},Pets,20.00,`,
    `${today()},Food,50.25,"Market, and bread"`,
  ]);
}

/** A reload keeps the session; signing out ends it, also for who comes back by the address. */
async function leave(page: Page): Promise<void> {
  const expenses = new ExpensesPage(page);
  const { login } = new SignInPage(page);
  await page.reload();
  await expect(expenses.row('Pets')).toBeVisible();
  await expenses.goTo('Profile');
  await new ProfilePage(page).signOut();
  await expect(page).toHaveURL('login');
  await expect(login).toBeVisible();
  await page.goto('expenses');
  await expect(login).toBeVisible();
}

test('a deep link leads a stranger to the login, and from there to its place', async ({
  page,
  person,
}) => {
  await person.add({ amount: '7', category: 'Food', description: 'Bread' });
  await person.add({ amount: '9', category: 'Travel', description: 'Ferry' });
  const expenses = new ExpensesPage(page);

  await expenses.open(`?month=${month()}&category=Travel`);
  const signIn = new SignInPage(page);
  await expect(signIn.login).toBeVisible();
  await signIn.logIn(person.username, PASSWORD);

  await expect(page).toHaveURL(`expenses?month=${month()}&category=Travel`);
  await expect(expenses.row('Ferry')).toBeVisible();
  await expect(expenses.row('Bread')).toBeHidden();
});

test('login takes the email as well, and a signed-in visitor needs no login', async ({
  page,
  person,
}) => {
  await page.goto('login');
  await new SignInPage(page).logIn(person.email, PASSWORD);
  await expect(new DashboardPage(page).heading(/^Welcome, /)).toBeVisible();

  await page.goto('login');
  await expect(new DashboardPage(page).heading(/^Welcome, /)).toBeVisible();
});

test('a name that is taken is said at the name', async ({ page, person, guard }) => {
  guard.expectFailedRequests(/\/register$/);
  await page.goto('register');
  const signIn = new SignInPage(page);
  await signIn.createAccount(person.username, PASSWORD, 'EUR');
  await expect(signIn.name).toHaveAccessibleDescription(/already has this username/);
});
