import type { Locator } from '@playwright/test';
import { daysAgo, digits } from './dates';
import { PASSWORD } from './ledger';
import { ExpensesPage, openNewExpense } from './pages/expenses';
import { SignInPage } from './pages/sign-in';
import { expect, PHONE, test } from './test';

/** Whether a finger on the lower edge of a field would meet the field. */
function liesOnTop(field: Locator): Promise<boolean> {
  return field.evaluate((one) => {
    const { left, bottom, width } = one.getBoundingClientRect();
    return document.elementFromPoint(left + width / 2, bottom - 4) === one;
  });
}

test('a sum in the amount is worked out while it is typed', async ({ page, person }) => {
  const { expenses, dialog } = await openNewExpense(page);
  await dialog.amount.pressSequentially('16.99*2+');
  await expect(dialog.amount).toHaveAccessibleDescription(/not finished/);
  await dialog.amount.pressSequentially('3');
  await expect(dialog.amount).toHaveAccessibleDescription('= €36.98');
  await dialog.fill({ category: 'Food', description: 'Two of them' });
  await dialog.save();

  await expect(expenses.row('Two of them')).toContainText('€36.98');
  await expect.poll(() => person.expenses()).toMatchObject([{ amount: 36.98 }]);
});

test('Enter goes from field to field, never saves from the category, and saves from the last', async ({
  page,
  person,
}) => {
  const expenses = new ExpensesPage(page);
  const { dialog } = expenses;
  await expenses.open();
  await expect(page.getByText('Nothing recorded yet')).toBeVisible();
  await page.keyboard.press('n');
  await expect(dialog.amount).toBeFocused();
  await page.keyboard.type('12.30');
  await page.keyboard.press('Enter');
  await expect(dialog.category).toBeFocused();
  await page.keyboard.type('Zoo');
  await expect(page.getByRole('option', { name: 'Create “Zoo”' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(dialog.description).toBeFocused();
  await expect(dialog.category).toHaveValue('Zoo');
  expect(await person.expenses()).toHaveLength(0);

  await page.keyboard.type('Penguins');
  await page.keyboard.press('Enter');
  await expect(expenses.row('Penguins')).toContainText('€12.30');
  await expect(dialog.dialog).toBeHidden();
});

test('one expense after the other, of yesterday, without leaving the form', async ({
  page,
  person,
}) => {
  const { expenses, dialog } = await openNewExpense(page);
  await expect(dialog.quickDate('Today')).toHaveAttribute('aria-pressed', 'true');
  await dialog.quickDate('Yesterday').click();
  await expect(dialog.date).toHaveValue(digits(daysAgo(1)));
  await dialog.fill({ amount: '4', category: 'Food', description: 'Coffee' });
  await dialog.saveAndAddAnother();

  await expect(dialog.amount).toHaveValue('');
  await expect(dialog.amount).toBeFocused();
  await expect(dialog.date).toHaveValue(digits(daysAgo(1)));
  await page.keyboard.type('2.50');
  await dialog.category.fill('Health');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Plasters');
  await page.keyboard.press('ControlOrMeta+Enter');

  await expect(dialog.amount).toHaveValue('');
  await page.keyboard.press('Escape');
  await expect(dialog.dialog).toBeHidden();
  await expect(expenses.row('Plasters')).toBeVisible();
  await expect(expenses.message('Added €2.50 to Health.')).toBeVisible();
  const recorded = await person.expenses();
  expect(recorded.map(({ date, amount }) => [date, amount]).sort()).toEqual([
    [daysAgo(1), 2.5],
    [daysAgo(1), 4],
  ]);
});

test('the category used last is offered first', async ({ page, person }) => {
  await person.add({ amount: '3', category: 'Travel', date: daysAgo(1) });
  await person.add({ amount: '3', category: 'Health', date: daysAgo(3) });
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expenses.dialog.open();
  await expenses.dialog.category.click();
  const options = page.getByRole('option');
  await expect(options.nth(0)).toHaveText('Travel');
  await expect(options.nth(1)).toHaveText('Health');
});

test('what was typed is still there after Escape and after a reload, until it is saved', async ({
  page,
  person,
}) => {
  const { expenses, dialog } = await openNewExpense(page);
  await dialog.fill({ amount: '4*2', category: 'Food', description: 'Coffee for two' });
  await page.keyboard.press('Escape');
  await expect(dialog.dialog).toBeHidden();

  await page.reload();
  await dialog.open();
  await expect(dialog.amount).toHaveValue('4*2');
  await expect(dialog.category).toHaveValue('Food');
  await expect(dialog.description).toHaveValue('Coffee for two');
  await dialog.save();
  await expect(expenses.row('Coffee for two')).toContainText('€8.00');

  await dialog.open();
  await expect(dialog.amount).toHaveValue('');
  await expect.poll(() => person.expenses()).toHaveLength(1);
});

test('what was typed outlives the end of the session, which nothing but saving finds out', async ({
  page,
  person,
  guard,
}) => {
  guard.expectFailedRequests(/\/(expenses|descriptions)/);
  const { expenses, dialog } = await openNewExpense(page);
  await dialog.fill({ amount: '7', category: 'Food' });
  await person.endSession();
  const proposals = page.waitForResponse(/\/descriptions\?/);
  await dialog.description.pressSequentially('Bread');
  expect((await proposals).status()).toBe(401);
  await page.keyboard.type(' and butter');
  await expect(dialog.description).toHaveValue('Bread and butter');
  await dialog.save();
  await new SignInPage(page).logIn(person.username, PASSWORD);

  await dialog.open();
  await expect(dialog.amount).toHaveValue('7');
  await expect(dialog.description).toHaveValue('Bread and butter');
  await dialog.save();
  await expect(expenses.row('Bread and butter')).toContainText('€7.00');
});

test.describe('on a phone', () => {
  test.use(PHONE);

  test('the buttons to save stand in one row', async ({ page }) => {
    const expenses = new ExpensesPage(page);
    await expenses.open();
    await expenses.dialog.open();
    const form = expenses.dialog.dialog;
    const save = form.getByRole('button', { name: 'Save', exact: true });
    const another = form.getByRole('button', { name: 'Save and add another' });
    // Within the sheet, which is still on its way up.
    const tops = [save, another].map((one) =>
      one.evaluate((button: HTMLElement) => button.offsetTop),
    );
    expect(await tops[0]).toBe(await tops[1]);
  });

  test('a category that was tapped puts the keyboard away and goes on to the day', async ({
    page,
  }) => {
    const { dialog } = await openNewExpense(page);
    await dialog.category.tap();
    await page.getByRole('option', { name: 'Food', exact: true }).tap();
    await expect(dialog.category).toHaveValue('Food');
    await expect(dialog.quickDate('Today')).toBeFocused();
  });

  test('the way to save stays in sight above the keyboard', async ({ page }) => {
    const { dialog } = await openNewExpense(page);
    await page.setViewportSize({ width: 390, height: 490 });
    for (const field of [dialog.amount, dialog.category, dialog.description]) {
      await field.focus();
      await expect.poll(() => liesOnTop(field)).toBe(true);
      await expect(dialog.saveButton).toBeInViewport({ ratio: 1 });
    }
  });

  test('what is said of the last expense hides nothing of the next', async ({ page }) => {
    const { expenses, dialog } = await openNewExpense(page);
    await dialog.fill({ amount: '4', category: 'Food', description: 'Coffee' });
    await dialog.saveAndAddAnother();
    await expect(expenses.message('Added €4.00 to Food.')).toBeVisible();
    expect(await liesOnTop(dialog.description)).toBe(true);
  });
});
