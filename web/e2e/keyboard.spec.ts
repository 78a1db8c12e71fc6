import { ExpensesPage } from './pages/expenses';
import { expect, test } from './test';

test('the keyboard alone adds, changes, deletes and brings back an expense', async ({ page }) => {
  const expenses = new ExpensesPage(page);
  const { dialog } = expenses;
  await expenses.open();
  await expect(page.getByText('Nothing recorded yet')).toBeVisible();

  await page.keyboard.press('n');
  await expect(dialog.amount).toBeFocused();
  await page.keyboard.type('12.30');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Hea');
  await page.keyboard.press('Enter');
  await expect(dialog.category).toHaveValue('Health');
  await expect(dialog.description).toBeFocused();
  await page.keyboard.type('Plasters');
  await page.keyboard.press('Enter');
  await expect(dialog.dialog).toBeHidden();
  await expect(expenses.row('Plasters')).toContainText('€12.30');

  await expenses.row('Plasters').focus();
  await page.keyboard.press('Enter');
  await expect(expenses.editor.description).toBeFocused();
  const { amount } = expenses.editor;
  // The parts of a date are stops of their own.
  for (let presses = 0; presses < 9; presses += 1) {
    if (await amount.evaluate((field) => field === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('13');
  await page.keyboard.press('Enter');
  await expect(expenses.row('Plasters')).toContainText('€13.00');
  await expect(expenses.editor.dialog).toBeHidden();

  await expect(expenses.row('Plasters')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nothing recorded yet')).toBeVisible();
  await expenses.message('Deleted Plasters').getByRole('button', { name: 'Undo' }).focus();
  await page.keyboard.press('Enter');
  await expect(expenses.row('Plasters')).toContainText('€13.00');
});

test('Escape closes the form, and the focus goes back to where it was', async ({ page }) => {
  const expenses = new ExpensesPage(page);
  await expenses.open();
  const button = page.getByRole('main').getByRole('button', { name: 'Add expense' }).first();
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(expenses.dialog.amount).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(expenses.dialog.dialog).toBeHidden();
  await expect(button).toBeFocused();
});

test('the focus stays inside an open form', async ({ page }) => {
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expenses.dialog.open();
  const { amount, dialog } = expenses.dialog;
  await expect(amount).toBeFocused();
  for (let presses = 0; presses < 12; presses += 1) {
    await page.keyboard.press('Tab');
    expect(await dialog.evaluate((form) => form.contains(document.activeElement))).toBe(true);
  }
});

test('the key n writes an n where something is typed', async ({ page }) => {
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expenses.search.pressSequentially('n');
  await expect(expenses.search).toHaveValue('n');
  await expect(expenses.dialog.dialog).toBeHidden();
});

test('the first Tab offers the way past the navigation', async ({ page }) => {
  await page.goto('expenses');
  await expect(page.getByRole('heading', { name: 'Expenses' })).toBeVisible();
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the page' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('main').locator(':focus')).toHaveCount(1);
});

test('another page begins with the focus at its beginning', async ({ page }) => {
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expenses.navigation.getByRole('link', { name: 'Categories' }).focus();
  await page.keyboard.press('Enter');
  await expect(expenses.heading('Categories')).toBeVisible();
  await expect(page.getByRole('main')).toBeFocused();
  await page.goBack();
  await expect(page.getByRole('main')).toBeFocused();
});

const GOES = [
  { keys: 'ge', heading: 'Expenses' },
  { keys: 'gb', heading: 'Budgets' },
  { keys: 'gc', heading: 'Categories' },
  { keys: 'gp', heading: 'Profile' },
];

test('g and a letter lead to each page, and n adds on each of them', async ({ page, person }) => {
  await person.add({ amount: '5' });
  await page.goto('.');
  const expenses = new ExpensesPage(page);
  await expect(expenses.heading(/./)).toBeVisible();
  for (const { keys, heading } of GOES) {
    await page.keyboard.type(keys);
    await expect(expenses.heading(heading)).toBeVisible();
    await page.keyboard.press('n');
    await expect(expenses.dialog.amount).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(expenses.dialog.dialog).toBeHidden();
  }
  await page.keyboard.type('gd');
  await expect(page).toHaveTitle('Dashboard · Outlay');
});

test('? lists every key, works without the mouse, and gives the focus back', async ({ page }) => {
  const expenses = new ExpensesPage(page);
  await expenses.open();
  const link = expenses.navigation.getByRole('link', { name: 'Budgets' });
  await link.focus();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help.getByRole('term')).toContainText([
    'Add an expense',
    'Keyboard shortcuts',
    'Dashboard',
    'Expenses',
    'Budgets',
    'Categories',
    'Profile',
  ]);
  await page.keyboard.type('ngb');
  await expect(page.getByRole('dialog')).toHaveCount(1);
  await expect(expenses.heading('Expenses')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await expect(link).toBeFocused();
});

test('single keys can be switched off for a device', async ({ page }) => {
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expect(expenses.heading('Expenses')).toBeVisible();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await help.getByRole('checkbox', { name: /^Single keys/ }).uncheck();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await page.keyboard.type('ngb?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(expenses.heading('Expenses')).toBeVisible();
});

test('what is typed into a field goes nowhere else', async ({ page }) => {
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expenses.search.pressSequentially('gb?n');
  await expect(expenses.search).toHaveValue('gb?n');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(expenses.heading('Expenses')).toBeVisible();
});
