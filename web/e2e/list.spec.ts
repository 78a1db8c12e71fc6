import { daysAgo, today } from './dates';
import type { Ledger } from './ledger';
import { ExpensesPage } from './pages/expenses';
import { expect, test } from './test';

/** So many expenses, two a day; number 0 is the newest. */
async function fill(person: Ledger, count: number): Promise<void> {
  const entries = Array.from({ length: count }, (_, index) => ({
    amount: String(index + 1),
    description: `Receipt ${index}`,
    date: daysAgo(Math.floor(index / 2)),
  }));
  // In this order within a day as well: what was recorded last stands first.
  for (const entry of entries.reverse()) await person.add(entry);
}

test('arrows, j and k move through the rows, across days, and Enter opens one', async ({
  page,
  person,
}) => {
  await fill(person, 6);
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expect(expenses.row('Receipt 0')).toBeVisible();

  await page.keyboard.press('j');
  await expect(expenses.row('Receipt 0')).toBeFocused();
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowDown');
  await expect(expenses.row('Receipt 2')).toBeFocused();
  await page.keyboard.press('k');
  await expect(expenses.row('Receipt 1')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(expenses.row('Receipt 0')).toBeFocused();
  await page.keyboard.press('End');
  await expect(expenses.row('Receipt 5')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(expenses.row('Receipt 0')).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(expenses.editor.amount).toHaveValue('1.00');
  await page.keyboard.press('Escape');
  await expect(expenses.editor.dialog).toBeHidden();
  await expect(expenses.row('Receipt 0')).toBeFocused();
});

test('Delete removes the row at once, the focus stays in the list, and Undo brings it back', async ({
  page,
  person,
}) => {
  await fill(person, 4);
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expenses.row('Receipt 1').focus();
  await page.keyboard.press('Delete');
  await expect(expenses.row('Receipt 1')).toBeHidden();
  await expect(expenses.row('Receipt 2')).toBeFocused();
  await expect(expenses.sum).toHaveText('3 expenses · €8.00');
  await expenses.undo('Deleted Receipt 1, €2.00.');
  await expect(expenses.row('Receipt 1')).toBeVisible();
  await expect(expenses.sum).toHaveText('4 expenses · €10.00');
});

test('the last row that is deleted leaves the focus on the page', async ({ page, person }) => {
  await fill(person, 1);
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expenses.row('Receipt 0').focus();
  await page.keyboard.press('Delete');
  await expect(page.getByText('Nothing recorded yet')).toBeVisible();
  await expect(page.getByRole('main')).toBeFocused();
});

test('a copy is dated today, by key and by button, and Undo takes it away', async ({
  page,
  person,
}) => {
  await person.add({ amount: '3.20', category: 'Travel', description: 'Ferry', date: daysAgo(9) });
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expenses.row('Ferry').focus();
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await expect(page).toHaveTitle('Dashboard · Outlay');
  await page.goBack();
  await expect(expenses.sum).toHaveText('1 expense · €3.20');
  await expenses.row('Ferry').focus();
  await page.keyboard.press('d');
  await expect(expenses.sum).toHaveText('2 expenses · €6.40');
  const copy = page.getByRole('region', { name: /^Today/ }).getByRole('button', { name: /^Edit/ });
  await expect(copy).toHaveAccessibleName('Edit Ferry, €3.20, Travel');
  // It is shown before the server has it.
  await expect
    .poll(() => person.expenses(`?from=${today()}`))
    .toMatchObject([{ amount: 3.2, category: 'Travel', description: 'Ferry' }]);
  await expenses.undo('Added Ferry, €3.20, again for today.');
  await expect(expenses.sum).toHaveText('1 expense · €3.20');

  await expenses.row('Ferry').hover();
  await expenses.duplicate('Ferry');
  await expect(expenses.sum).toHaveText('2 expenses · €6.40');
});

test('a focused row keeps the focus while it is scrolled far away', async ({ page, person }) => {
  await fill(person, 160);
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expenses.row('Receipt 3').focus();
  await page.mouse.move(700, 400);
  await page.mouse.wheel(0, 7000);
  await expect(expenses.row('Receipt 88')).toBeInViewport();
  await expect(expenses.row('Receipt 20')).toBeHidden();
  await expect(expenses.row('Receipt 3')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(expenses.row('Receipt 4')).toBeFocused();
  await expect(expenses.row('Receipt 4')).toBeInViewport();
});

test('Back finds the list where it was left', async ({ page, person }) => {
  await fill(person, 160);
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expect(expenses.row('Receipt 0')).toBeVisible();
  await page.mouse.move(700, 400);
  await page.mouse.wheel(0, 5000);
  await expect(expenses.row('Receipt 0')).toBeHidden();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(5000);
  await expenses.goTo('Budgets');
  await expect(expenses.heading('Budgets')).toBeVisible();
  await page.goBack();
  await expect(expenses.heading('Expenses')).toBeVisible();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(5000);
  await expect(expenses.row('Receipt 64')).toBeInViewport();
});
