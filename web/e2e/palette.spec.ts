import { ExpensesPage } from './pages/expenses';
import { settled } from './settled';
import { tooSmall } from './tap-targets';
import { expect, PHONE, test } from './test';

const NAME = 'Find or do anything';

test('the palette finds an expense, and Enter opens the list filtered to it', async ({
  page,
  person,
}) => {
  await person.add({ amount: '5', category: 'Food', description: 'Rye bread' });
  await person.add({ amount: '780', category: 'Housing', description: 'Rent' });
  await page.goto('profile');
  const expenses = new ExpensesPage(page);
  await expect(expenses.heading('Profile')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  const field = page.getByRole('textbox', { name: NAME });
  await expect(field).toBeFocused();
  await page.keyboard.type('bread');
  await expect(page.getByRole('button', { name: /^Rye bread/ })).toContainText('€5.00');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(expenses.sum).toHaveText('1 expense · €5.00');
  await expect(page).toHaveURL(/expenses\?.*q=Rye\+bread/);
  await expect(page.locator('body')).not.toBeFocused();
});

test('the palette opens the list with all that matches what was typed', async ({
  page,
  person,
}) => {
  await person.add({ amount: '5', description: 'Rye bread' });
  await person.add({ amount: '6', description: 'White bread' });
  await person.add({ amount: '780', description: 'Rent' });
  await page.goto('budgets');
  const expenses = new ExpensesPage(page);
  await expect(expenses.heading('Budgets')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('textbox', { name: NAME })).toBeFocused();
  await page.keyboard.type('bread');
  await page.keyboard.press('Enter');
  await expect(expenses.sum).toHaveText('2 expenses · €11.00');
});

test('the palette goes to a page, adds, and changes the theme', async ({ page }) => {
  await page.goto('expenses');
  const expenses = new ExpensesPage(page);
  await expect(expenses.heading('Expenses')).toBeVisible();
  const dialog = page.getByRole('dialog', { name: NAME });
  const field = dialog.getByRole('textbox', { name: NAME });

  await page.keyboard.press('ControlOrMeta+k');
  await expect(field).toBeFocused();
  await page.keyboard.type('categories');
  await page.keyboard.press('Enter');
  await expect(expenses.heading('Categories')).toBeVisible();
  await expect(dialog).toBeHidden();

  await page.keyboard.press('ControlOrMeta+k');
  await expect(field).toBeFocused();
  await page.keyboard.type('dark');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await expect(dialog).toBeHidden();

  await page.keyboard.press('ControlOrMeta+k');
  await expect(field).toBeFocused();
  await page.keyboard.type('add');
  await page.keyboard.press('Enter');
  await expect(expenses.dialog.amount).toBeFocused();
});

test('Escape closes the palette and gives the focus back', async ({ page }) => {
  await page.goto('expenses');
  const button = page.getByRole('button', { name: 'Find', exact: true });
  await button.click();
  await expect(page.getByRole('textbox', { name: NAME })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(button).toBeFocused();
});

test.describe('on a phone', () => {
  test.use(PHONE);

  test('a button in the head of each page opens the palette, which names no keys', async ({
    page,
    person,
  }) => {
    await person.add({ amount: '5', description: 'Rye bread' });
    await person.add({ amount: '780', category: 'Housing', description: 'Rent' });
    const expenses = new ExpensesPage(page);
    const button = page.locator('header').getByRole('button', { name: 'Find', exact: true });
    for (const path of ['expenses', 'budgets', 'categories', 'profile', '.']) {
      await page.goto(path);
      await expect(button, path).toBeVisible();
    }
    await button.tap();
    const dialog = page.getByRole('dialog', { name: NAME });
    await expect(dialog.getByRole('textbox', { name: NAME })).toBeFocused();
    await expect(dialog.getByRole('button', { name: 'Add an expense' })).toBeVisible();
    await expect(dialog.getByText('Keyboard shortcuts')).toHaveCount(0);
    await expect(dialog.getByText('G D')).toHaveCount(0);
    await settled(page);
    expect(await tooSmall(dialog)).toEqual([]);
    // The keypad of a phone takes the lower part.
    const box = await dialog.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? Number.NaN)).toBeLessThan(844 * 0.6);
    await dialog.getByRole('button', { name: 'Close' }).tap();
    await expect(dialog).toBeHidden();
    await expect(button).toBeFocused();

    await button.tap();
    await expect(dialog.getByRole('textbox', { name: NAME })).toBeFocused();
    await page.keyboard.type('bread');
    await dialog.getByRole('button', { name: /^Rye bread/ }).tap();
    await expect(expenses.sum).toHaveText('1 expense · €5.00');
  });
});
