import type { Page } from '@playwright/test';
import { daysAgo, digits, today } from './dates';
import { holdBack } from './hold-back';
import type { Ledger } from './ledger';
import { ExpensesPage } from './pages/expenses';
import { expect, PHONE, test } from './test';

async function fill(person: Ledger): Promise<void> {
  await person.add({ amount: '30', category: 'Travel', description: 'Ferry', date: daysAgo(2) });
  await person.add({ amount: '2.10', description: 'Bread' });
  await person.add({ amount: '5', description: 'Milk' });
}

async function openFilled(page: Page, person: Ledger) {
  await fill(person);
  const expenses = new ExpensesPage(page);
  await expenses.open();
  return { expenses, editor: expenses.editor };
}

test('a row turns into fields where it stands, from the pressed part on, and moves nothing', async ({
  page,
  person,
}) => {
  const { expenses, editor } = await openFilled(page, person);
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
  await expect(editor.date).toHaveValue(digits(today()));
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
  const { expenses, editor } = await openFilled(page, person);
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
  const { expenses, editor } = await openFilled(page, person);
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
  const { expenses, editor } = await openFilled(page, person);
  await expenses.row('Bread').click();
  await editor.amount.fill('2.105');
  await editor.category.fill('');
  await editor.description.press('Enter');
  await expect(editor.amount).toHaveAccessibleDescription(/decimal/);
  await expect(editor.category).toHaveAccessibleDescription(/Choose a category/);
  await expect(editor.amount).toHaveValue('2.105');
});

test('what the server refuses leaves the focus where it is to be mended, and Escape still restores', async ({
  page,
  person,
  guard,
}) => {
  guard.expectFailedRequests(/\/expenses\//);
  const { expenses, editor } = await openFilled(page, person);
  await expenses.row('Milk').getByText('€5.00').click();
  await editor.description.fill('Oat milk');
  const refuse = (status: number, body: object) =>
    page.route('**/expenses/*', (route) =>
      route.fulfill({
        status,
        contentType: 'application/problem+json',
        body: JSON.stringify({ type: 'about:blank', title: 'Refused', status, ...body }),
      }),
    );
  const errors = [{ field: 'description', message: 'is not allowed', code: 'invalid' }];
  await refuse(422, { code: 'invalid', detail: 'See errors.', errors });
  await editor.save();
  await expect(editor.description).toBeFocused();
  await expect(editor.description).toHaveValue('Oat milk');

  await page.unroute('**/expenses/*');
  await refuse(500, { code: 'internal', detail: 'It broke.' });
  await editor.save();
  await expect(editor.dialog.getByRole('alert')).toBeVisible();
  await expect(editor.amount).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(editor.dialog).toBeHidden();
  await expect(expenses.row('Milk')).toBeFocused();
});

test('a mistake found by a click on Save puts the cursor there', async ({ page, person }) => {
  const { expenses, editor } = await openFilled(page, person);
  await expenses.row('Bread').click();
  await editor.amount.fill('2.105');
  await editor.save();
  await expect(editor.amount).toBeFocused();
});

test('an unfinished change outlives the page, and its row is open again on return', async ({
  page,
  person,
}) => {
  const { expenses, editor } = await openFilled(page, person);
  await expenses.row('Milk').click();
  await editor.amount.fill('7.77');
  await expenses.goTo('Budgets');
  await expect(expenses.heading('Budgets')).toBeVisible();
  await page.goBack();
  await expect(editor.amount).toHaveValue('7.77');
  await expenses.goTo('Profile');
  await expenses.goTo('Expenses');
  await expect(editor.amount).toHaveValue('7.77');
  await page.reload();
  await expect(editor.amount).toHaveValue('7.77');
  // A new expense does not begin with it.
  await page.getByRole('button', { name: 'Add expense' }).filter({ visible: true }).click();
  await expect(expenses.dialog.amount).toHaveValue('');
  await page.keyboard.press('Escape');
  await expect(expenses.dialog.dialog).toBeHidden();

  await editor.save();
  await expect(expenses.row('Milk')).toContainText('€7.77');
  await expect(editor.dialog).toBeHidden();
  await page.reload();
  await expect(expenses.row('Milk')).toContainText('€7.77');
  await expect(editor.dialog).toHaveCount(0);

  await expenses.row('Bread').click();
  await editor.amount.fill('9');
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(expenses.row('Bread')).toBeVisible();
  await expect(editor.dialog).toHaveCount(0);
});

test('a change that was left far down the list is pointed out, and one press away', async ({
  page,
  person,
}) => {
  await fill(person);
  await person.addMany(
    Array.from({ length: 40 }, (_, at) => ({ amount: '1', description: `${at}` })),
  );
  const expenses = new ExpensesPage(page);
  const { editor } = expenses;
  const note = page.getByText('You began to change “Ferry”.');
  await expenses.open('?q=Ferry');
  await expenses.row('Ferry').getByText('€30.00').click();
  await editor.amount.fill('33');
  await expect(note).toBeHidden();
  // The code of the fields may come later than the wish to go on.
  const release = await holdBack(page, '**/assets/row-editor-*.js');
  await expenses.open();
  await expect(expenses.rows.first()).toBeVisible();
  await expect(editor.amount).not.toBeInViewport();
  await page.getByRole('button', { name: 'Go on' }).click();
  release();
  await expect(editor.amount).toBeInViewport();
  await expect(editor.amount).toHaveValue('33');
  await expect(editor.description).toBeFocused();

  // Typed back, nothing is left of it.
  await editor.amount.fill('30.00');
  await page.reload();
  await expect(expenses.rows.first()).toBeVisible();
  await expect(note).toBeHidden();
});

test('who signs out leaves no unfinished change behind', async ({ page, person }) => {
  const { expenses } = await openFilled(page, person);
  await expenses.row('Milk').click();
  await expenses.editor.amount.fill('7.77');
  await expenses.goTo('Profile');
  await page.getByRole('button', { name: 'Log out' }).click();
  await expect(page).toHaveURL(/login/);
  expect(
    await page.evaluate(() => Object.keys(sessionStorage).filter((key) => /draft/.test(key))),
  ).toEqual([]);
});

test.describe('on a phone', () => {
  test.use(PHONE);

  test('the same is a sheet, and deleting from it leaves the focus in the list', async ({
    page,
    person,
  }) => {
    const { expenses } = await openFilled(page, person);
    await expenses.row('Milk').tap();
    await expect(expenses.dialog.amount).toHaveValue('5.00');
    await expenses.dialog.dialog.getByRole('button', { name: 'Delete' }).tap();
    await expect(expenses.dialog.dialog).toBeHidden();
    await expect(expenses.message('Deleted Milk, €5.00.')).toBeVisible();
    await expect(expenses.row('Bread')).toBeFocused();
  });

  test('what was typed into the sheet is there again when it was closed by the way', async ({
    page,
    person,
  }) => {
    const { expenses } = await openFilled(page, person);
    await expenses.row('Milk').tap();
    await expenses.dialog.amount.fill('7.77');
    await expenses.dialog.dialog.getByRole('button', { name: 'Close' }).tap();
    await expect(expenses.dialog.dialog).toBeHidden();
    const note = page.getByText('You began to change “Milk”.');
    await expect(note).toBeVisible();
    await page.reload();
    await page.getByRole('button', { name: 'Go on' }).tap();
    await expect(expenses.dialog.amount).toHaveValue('7.77');
    await expenses.dialog.dialog.getByRole('button', { name: 'Start over' }).tap();
    await expect(expenses.dialog.amount).toHaveValue('5.00');

    await expenses.dialog.amount.fill('6.66');
    await expenses.dialog.dialog.getByRole('button', { name: 'Cancel' }).tap();
    await expect(expenses.dialog.dialog).toBeHidden();
    await expect(note).toBeHidden();
    await expenses.row('Milk').tap();
    await expect(expenses.dialog.amount).toHaveValue('5.00');
  });
});
