import { BudgetsPage } from './pages/budgets';
import { CategoriesPage } from './pages/categories';
import { DashboardPage } from './pages/dashboard';
import { ExpensesPage } from './pages/expenses';
import { expect, test } from './test';

test('a new name shows everywhere', async ({ page, person }) => {
  await person.add({ amount: '12', category: 'Food', description: 'Market' });
  await person.setBudget('Food', '50');
  const dashboard = new DashboardPage(page);
  const expenses = new ExpensesPage(page);
  await dashboard.open();
  await expect(dashboard.slice('Food')).toBeVisible();
  await dashboard.goTo('Expenses');
  await expect(expenses.row('Market')).toContainText('Food');

  await expenses.goTo('Categories');
  const categories = new CategoriesPage(page);
  await categories.edit('Food');
  await categories.name.fill('Groceries');
  await categories.press('Save');
  await expect(categories.link('Groceries')).toBeVisible();
  await expect(categories.link('Food')).toBeHidden();

  await expenses.goTo('Expenses');
  await expect(expenses.row('Market')).toContainText('Groceries');
  await expenses.goTo('Budgets');
  await expect(new BudgetsPage(page).field('Groceries')).toHaveValue('50.00');
  await expenses.goTo('Dashboard');
  await expect(dashboard.slice('Groceries')).toContainText('€12.00');
  await expect(dashboard.budget('Groceries')).toContainText('€38.00 left');
  await dashboard.slice('Groceries').getByRole('link').click();
  await expect(expenses.sum).toHaveText('1 expense · €12.00');
});

test('a category is added with a colour and an icon, and offered at once', async ({ page }) => {
  const categories = new CategoriesPage(page);
  await categories.open();
  await categories.add();
  await categories.name.fill('Sport');
  await categories.choice('Orange').check({ force: true });
  await categories.choice('Bicycle').check({ force: true });
  await categories.press('Add');
  await expect(categories.link('Sport')).toBeVisible();

  await page.reload();
  await categories.edit('Sport');
  await expect(categories.choice('Orange')).toBeChecked();
  await expect(categories.choice('Bicycle')).toBeChecked();
  await page.keyboard.press('Escape');

  const expenses = new ExpensesPage(page);
  await expenses.goTo('Expenses');
  await expenses.dialog.add({ amount: '9', category: 'Sport' });
  await expect(expenses.row('Sport')).toBeVisible();
});

test('another colour is kept', async ({ page }) => {
  const categories = new CategoriesPage(page);
  await categories.open();
  await categories.edit('Travel');
  await expect(categories.choice('Slate')).toBeChecked();
  await categories.choice('Red').check({ force: true });
  await categories.press('Save');
  await expect(categories.dialog).toBeHidden();
  await page.reload();
  await categories.edit('Travel');
  await expect(categories.choice('Red')).toBeChecked();
});

test('a name that exists is said at the name, however it is written', async ({ page, guard }) => {
  guard.expectFailedRequests(/\/categories/);
  const categories = new CategoriesPage(page);
  await categories.open();
  await categories.add();
  await categories.press('Add');
  await expect(categories.name).toHaveAccessibleDescription('Give the category a name.');
  await categories.name.fill(' FOOD ');
  await categories.press('Add');
  await expect(categories.name).toHaveAccessibleDescription(/already/);
  await expect(categories.dialog).toBeVisible();
});

test('an archived category is no longer proposed, but its expenses stay', async ({
  page,
  person,
}) => {
  await person.add({ amount: '12', category: 'Gifts', description: 'Flowers' });
  const categories = new CategoriesPage(page);
  await categories.open();
  await categories.edit('Gifts');
  await categories.press('Archive');
  await expect(categories.archived.getByRole('link', { name: 'Gifts' })).toBeVisible();
  await expect(categories.link('Gifts')).toBeHidden();

  const expenses = new ExpensesPage(page);
  await expenses.goTo('Expenses');
  await expect(expenses.row('Flowers')).toContainText('Gifts');
  await expenses.dialog.open();
  await expenses.dialog.category.click();
  await page.keyboard.type('G');
  await expect(page.getByRole('option', { name: 'Gifts', exact: true })).toBeHidden();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  await expenses.goTo('Categories');
  await categories.edit('Gifts');
  await categories.press('Bring back');
  await expect(categories.link('Gifts')).toBeVisible();
});

test('the order is changed by keyboard, is kept, and holds on other pages', async ({ page }) => {
  const categories = new CategoriesPage(page);
  await categories.open();
  const [first = '', second = '', third = ''] = await categories.order();
  await categories.mover(first, 'down').focus();
  await page.keyboard.press('Enter');
  await expect(categories.mover(first, 'down')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => (await categories.order()).slice(0, 3))
    .toEqual([second, third, first]);
  await expect(categories.mover(first, 'down')).toBeFocused();
  await expect(categories.message(`${first} is now 3 of `)).toBeAttached();
  await expect(categories.mover(second, 'up')).toHaveAttribute('aria-disabled', 'true');

  await categories.goTo('Budgets');
  const budgets = new BudgetsPage(page);
  await budgets.table.waitFor();
  expect((await budgets.order()).slice(0, 3)).toEqual([second, third, first]);
  await page.goBack();
  await page.reload();
  await categories.list.waitFor();
  expect((await categories.order()).slice(0, 3)).toEqual([second, third, first]);
});

test('a move that the server refuses is taken back, and said', async ({ page, guard }) => {
  guard.expectFailedRequests(/\/categories\//);
  const categories = new CategoriesPage(page);
  await categories.open();
  const before = await categories.order();
  await page.route('**/categories/*', (route) => route.abort());
  await categories.mover(before[1] ?? '', 'up').focus();
  await page.keyboard.press('Enter');
  await expect(categories.message(/Check your connection/)).toBeVisible();
  await expect.poll(() => categories.order()).toEqual(before);
  await expect(categories.mover(before[1] ?? '', 'up')).toBeFocused();
});

test('after archiving the focus is on the neighbour', async ({ page }) => {
  const categories = new CategoriesPage(page);
  await categories.open();
  const [, second = '', third = ''] = await categories.order();
  await categories.edit(second);
  await categories.press('Archive');
  await expect(categories.dialog).toBeHidden();
  await expect(categories.link(second)).toBeHidden();
  await expect(page.getByRole('button', { name: `Edit ${third}`, exact: true })).toBeFocused();

  await categories.edit(second);
  await categories.press('Bring back');
  await expect(categories.dialog).toBeHidden();
  await expect(page.getByRole('button', { name: `Edit ${second}`, exact: true })).toBeFocused();
});
