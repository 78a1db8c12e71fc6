import { month, monthTitle } from './dates';
import { BudgetsPage } from './pages/budgets';
import { DashboardPage } from './pages/dashboard';
import { ExpensesPage } from './pages/expenses';
import { expect, test } from './test';

test('an amount is typed in place; Enter saves it and goes down', async ({ page, person }) => {
  await person.add({ amount: '30', category: 'Food' });
  const budgets = new BudgetsPage(page);
  await budgets.open();
  await budgets.field('Food').click();
  await page.keyboard.type('100');
  await page.keyboard.press('Enter');
  await expect(budgets.field('Housing')).toBeFocused();
  await page.keyboard.type('700.50');
  await page.keyboard.press('Enter');
  await expect(budgets.field('Transport')).toBeFocused();
  await page.keyboard.press('Shift+Enter');
  await expect(budgets.field('Housing')).toBeFocused();

  await expect(budgets.row('Food')).toContainText('€70.00 left');
  await expect(budgets.row('Housing')).toContainText('€700.50 left');
  await expect(budgets.row('All budgets')).toContainText('€800.50');
  await page.reload();
  await expect(budgets.field('Food')).toHaveValue('100.00');
  await expect(budgets.field('Housing')).toHaveValue('700.50');
});

test('the last field saves on Enter too, and Escape takes back what was typed', async ({
  page,
}) => {
  const budgets = new BudgetsPage(page);
  await budgets.open();
  await budgets.type('Other', '5');
  await expect(budgets.row('Other')).toContainText('€5.00 left');
  await budgets.field('Other').fill('77');
  await budgets.field('Other').press('Escape');
  await expect(budgets.field('Other')).toHaveValue('5.00');
  await budgets.field('Food').focus();
  await expect(budgets.row('Other')).toContainText('€5.00 left');
});

test('over budget is said in words, on budget too, and nothing may be spent of zero', async ({
  page,
  person,
}) => {
  await person.add({ amount: '30', category: 'Food' });
  await person.add({ amount: '12', category: 'Gifts' });
  const budgets = new BudgetsPage(page);
  await budgets.open();
  await expect(budgets.row('Food')).toContainText('no budget');
  await budgets.type('Food', '30');
  await expect(budgets.row('Food')).toContainText('on budget');
  await budgets.type('Food', '20');
  await expect(budgets.row('Food')).toContainText('€10.00 over');
  await budgets.type('Gifts', '0');
  await expect(budgets.row('Gifts')).toContainText('€12.00 over');
  await expect(budgets.row('All budgets')).toContainText('€22.00 over');

  await budgets.goTo('Dashboard');
  const dashboard = new DashboardPage(page);
  await expect(page.getByRole('link', { name: '2 of 2 over' })).toBeVisible();
  await expect(dashboard.budget('Gifts')).toContainText('€12.00 over');
  await expect(dashboard.bars.getByRole('figure')).toContainText(
    '2 of 2 budgets are exceeded: Gifts by €12.00 and Food by €10.00.',
  );
});

test('exceeded budgets come first, and no row moves while the focus is among them', async ({
  page,
  person,
}) => {
  await person.add({ amount: '9', category: 'Housing' });
  await person.add({ amount: '30', category: 'Transport' });
  await person.setBudget('Housing', '100');
  await person.setBudget('Transport', '20');
  const budgets = new BudgetsPage(page);
  await budgets.open();
  expect((await budgets.order()).slice(0, 3)).toEqual(['Transport', 'Food', 'Housing']);

  await budgets.type('Housing', '5');
  await expect(budgets.row('Housing')).toContainText('€4.00 over');
  await budgets.type('Transport', '500');
  await expect(budgets.row('Transport')).toContainText('€470.00 left');
  expect((await budgets.order()).slice(0, 3)).toEqual(['Transport', 'Food', 'Housing']);
  await budgets.heading('Budgets').click();
  expect((await budgets.order()).slice(0, 3)).toEqual(['Housing', 'Food', 'Transport']);
});

test('what was spent without a budget has its row, which opens these expenses', async ({
  page,
  person,
}) => {
  await person.add({ amount: '30', category: 'Food' });
  await person.add({ amount: '12', category: 'Gifts' });
  await person.add({ amount: '5', category: 'Travel' });
  await person.setBudget('Food', '100');
  const budgets = new BudgetsPage(page);
  await budgets.open();
  await expect(budgets.row('Without a budget')).toContainText('€17.00');
  await budgets.row('Without a budget').getByRole('link').click();
  await expect(new ExpensesPage(page).sum).toHaveText('2 expenses · €17.00');
});

test('an amount is grouped as the locale does it, and plain while it is typed', async ({
  page,
  person,
}) => {
  await person.setBudget('Food', '1234.5');
  const budgets = new BudgetsPage(page);
  await budgets.open();
  await expect(budgets.field('Food')).toHaveValue('1,234.50');
  await budgets.field('Food').click();
  await expect(budgets.field('Food')).toHaveValue('1234.50');
  await page.keyboard.type('9');
  await expect(budgets.field('Food')).toHaveValue('9');
  await page.keyboard.press('Escape');
  await budgets.heading('Budgets').click();
  await expect(budgets.field('Food')).toHaveValue('1,234.50');
});

test('a budget removed by keyboard leaves the focus in its row', async ({ page, person }) => {
  await person.setBudget('Food', '100');
  const budgets = new BudgetsPage(page);
  await budgets.open();
  await page.getByRole('button', { name: 'Remove the budget for Food' }).press('Enter');
  await expect(budgets.field('Food')).toHaveValue('');
  await expect(budgets.field('Food')).toBeFocused();
});

test('a budget is removed at once, with Undo; an emptied field removes it too', async ({
  page,
  person,
}) => {
  await person.setBudget('Food', '100');
  const budgets = new BudgetsPage(page);
  await budgets.open();
  await budgets.remove('Food');
  await expect(budgets.field('Food')).toHaveValue('');
  const said = `Food has no budget from ${monthTitle(month())} on`;
  await budgets.undo(said);
  await expect(budgets.field('Food')).toHaveValue('100.00');

  await budgets.type('Food', '');
  await expect(budgets.message(said)).toBeVisible();
  await page.reload();
  await expect(budgets.field('Food')).toHaveValue('');
});

test('months before keep their amounts', async ({ page, person }) => {
  await person.setBudget('Food', '100', month(-2));
  const budgets = new BudgetsPage(page);
  await budgets.open();
  await expect(budgets.field('Food')).toHaveValue('100.00');
  await budgets.type('Food', '250');
  await expect(budgets.row('Food')).toContainText('€250.00 left');

  await page.getByRole('button', { name: 'Previous month' }).click();
  await expect(page).toHaveURL(`budgets?month=${month(-1)}`);
  await expect(
    page.getByText(`What you change here counts from ${monthTitle(month(-1))}`),
  ).toBeVisible();
  await expect(budgets.field('Food')).toHaveValue('100.00');

  await page.goBack();
  await budgets.remove('Food');
  await expect(budgets.field('Food')).toHaveValue('');
  await page.getByRole('button', { name: 'Previous month' }).click();
  await expect(budgets.field('Food')).toHaveValue('100.00');
});

test('a budget ends in a month that is over too, and Undo brings later amounts back', async ({
  page,
  person,
}) => {
  await person.setBudget('Food', '100', month(-3));
  await person.setBudget('Food', '250');
  const budgets = new BudgetsPage(page);
  await budgets.open(`?month=${month(-1)}`);
  await budgets.remove('Food');
  await expect(budgets.field('Food')).toHaveValue('');
  expect(await person.budgets(month(-2))).toEqual({ Food: 100 });
  expect(await person.budgets(month())).toEqual({});
  await budgets.undo(`Food has no budget from ${monthTitle(month(-1))} on`);
  await expect(budgets.field('Food')).toHaveValue('100.00');
  expect(await person.budgets(month())).toEqual({ Food: 250 });
});

test('the budgets of last month are copied, and Undo brings each month back', async ({
  page,
  person,
}) => {
  await person.setBudget('Food', '100', month(-1));
  await person.setBudget('Food', '250');
  await person.setBudget('Gifts', '20');
  await person.setBudget('Food', '300', month(1));
  const months = () => Promise.all([-2, -1, 0, 1].map((away) => person.budgets(month(away))));
  const before = await months();
  const budgets = new BudgetsPage(page);
  await budgets.open();
  const copy = page.getByRole('button', { name: 'Copy last month' });
  await copy.click();
  await expect(budgets.field('Food')).toHaveValue('100.00');
  await expect(copy).toBeDisabled();
  expect(await person.budgets(month(1))).toMatchObject({ Food: 300 });
  await budgets.undo(/^The budgets of .* count in .* too/);
  await expect(budgets.field('Food')).toHaveValue('250.00');
  await expect(budgets.field('Gifts')).toHaveValue('20.00');
  expect(await months()).toEqual(before);
  await expect(copy).toBeEnabled();
});

test('what is no amount is said at its field, and stays there to be mended', async ({ page }) => {
  const budgets = new BudgetsPage(page);
  await budgets.open();
  await budgets.type('Food', 'plenty');
  await expect(budgets.field('Food')).toHaveAccessibleDescription(/amount|number/i);
  await expect(budgets.field('Food')).toHaveValue('plenty');
  await budgets.type('Food', '50');
  await expect(budgets.row('Food')).toContainText('€50.00 left');
});

test('a budget that could not be saved stays typed, and Enter tries again', async ({
  page,
  context,
  guard,
}) => {
  guard.expectFailedRequests(/127\.0\.0\.1/);
  const budgets = new BudgetsPage(page);
  await budgets.open();
  await context.setOffline(true);
  await budgets.type('Food', '50');
  await expect(budgets.field('Food')).toHaveAccessibleDescription(/Check your connection/);
  await expect(budgets.field('Food')).toHaveValue('50');
  await context.setOffline(false);
  await budgets.field('Food').press('Enter');
  await expect(budgets.row('Food')).toContainText('€50.00 left');
});
