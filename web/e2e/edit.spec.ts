import { daysAgo, today } from './dates';
import type { Ledger } from './ledger';
import { ExpensesPage } from './pages/expenses';
import { expect, test } from './test';

async function fill(person: Ledger): Promise<void> {
  await person.add({ amount: '30', category: 'Travel', description: 'Ferry', date: daysAgo(2) });
  await person.add({ amount: '2.10', description: 'Bread' });
  await person.add({ amount: '5', description: 'Milk' });
}

test('a row turns into fields where it stands, from the pressed part on, and moves nothing', async ({
  page,
  person,
}) => {
  await fill(person);
  const expenses = new ExpensesPage(page);
  const { editor } = expenses;
  await expenses.open();
  // The row itself keeps its place too, unseen below its fields.
  const rows = page.locator('[data-row]');
  const places = () => rows.evaluateAll((all) => all.map((row) => row.getBoundingClientRect().top));
  await expect(expenses.rows).toHaveCount(3);
  const before = await places();
  await expenses.row('Milk').getByText('€5.00').click();
  await expect(editor.amount).toBeFocused();
  await expect(editor.amount).toHaveValue('5.00');
  await expect(editor.description).toHaveValue('Milk');
  await expect(editor.category).toHaveValue('Food');
  await expect(editor.date).toHaveValue(today());
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await places()).toEqual(before);

  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('5+0.55*2');
  await expect(editor.dialog).toContainText('= €6.10');
  await page.keyboard.press('Enter');
  await expect(editor.dialog).toBeHidden();
  await expect(expenses.row('Milk')).toContainText('€6.10');
  await expect(expenses.row('Milk')).toBeFocused();
  await expect(expenses.sum).toHaveText('3 expenses · €38.20');
  await expect.poll(async () => (await person.expenses('?q=Milk'))[0]?.amount).toBe(6.1);
});

test('all of a row can be changed by keyboard, and another day moves it there', async ({
  page,
  person,
}) => {
  await fill(person);
  const expenses = new ExpensesPage(page);
  const { editor } = expenses;
  await expenses.open();
  await expenses.row('Milk').focus();
  await page.keyboard.press('Enter');
  await expect(editor.description).toBeFocused();
  await page.keyboard.type('Oat milk');
  await page.keyboard.press('Tab');
  await expect(editor.category).toBeFocused();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Tra');
  await page.keyboard.press('Enter');
  await expect(editor.category).toHaveValue('Travel');
  await expect(editor.date).toBeFocused();
  await editor.date.fill(daysAgo(2));
  await page.keyboard.press('Enter');
  await expect(editor.dialog).toBeHidden();
  const day = page.getByRole('region').filter({ has: expenses.row('Ferry') });
  await expect(day.getByRole('heading')).toContainText('€35.00');
  await expect(expenses.row('Oat milk')).toBeFocused();
});

test('Escape restores, and what was typed stays where one looks elsewhere', async ({
  page,
  person,
}) => {
  await fill(person);
  const expenses = new ExpensesPage(page);
  const { editor } = expenses;
  await expenses.open();
  await expenses.row('Milk').click();
  await editor.description.fill('Something else');
  await page.keyboard.press('Escape');
  await expect(editor.dialog).toBeHidden();
  await expect(expenses.row('Milk')).toBeFocused();

  await expenses.row('Milk').click();
  await expenses.search.click();
  await expect(editor.dialog).toBeHidden();

  await expenses.row('Milk').click();
  await editor.amount.fill('7');
  await expenses.search.click();
  await expect(editor.amount).toHaveValue('7');
  await expenses.search.fill('Ferry');
  await expect(expenses.row('Milk')).toBeHidden();
  await expenses.search.fill('');
  await expect(editor.amount).toHaveValue('7');
  await editor.save();
  await expect(expenses.row('Milk')).toContainText('€7.00');
});

test('what is wrong is said at the field, and nothing is lost', async ({ page, person }) => {
  await fill(person);
  const expenses = new ExpensesPage(page);
  const { editor } = expenses;
  await expenses.open();
  await expenses.row('Bread').click();
  await editor.amount.fill('2.105');
  await editor.category.fill('');
  await editor.description.press('Enter');
  await expect(editor.amount).toHaveAccessibleDescription(/decimal/);
  await expect(editor.category).toHaveAccessibleDescription(/Choose a category/);
  await expect(editor.amount).toHaveValue('2.105');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('the same is a sheet, and deleting from it leaves the focus in the list', async ({
    page,
    person,
  }) => {
    await fill(person);
    const expenses = new ExpensesPage(page);
    await expenses.open();
    await expenses.row('Milk').tap();
    await expect(expenses.dialog.amount).toHaveValue('5.00');
    await expenses.dialog.dialog.getByRole('button', { name: 'Delete' }).tap();
    await expect(expenses.dialog.dialog).toBeHidden();
    await expect(expenses.message('Deleted Milk, €5.00.')).toBeVisible();
    await expect(expenses.row('Bread')).toBeFocused();
  });
});
