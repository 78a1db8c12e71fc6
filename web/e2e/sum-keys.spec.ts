import { ExpensesPage, openNewExpense } from './pages/expenses';
import { tooSmall } from './tap-targets';
import { expect, PHONE, test } from './test';

test.describe('on a phone', () => {
  test.use(PHONE);

  test('the signs of a sum are keys beside the decimal keypad', async ({ page }) => {
    const { expenses, dialog } = await openNewExpense(page);
    await expect(dialog.amount).toHaveAttribute('inputmode', 'decimal');
    const sign = (name: string) => dialog.dialog.getByRole('button', { name, exact: true });
    await page.keyboard.type('16.99');
    await sign('Times').tap();
    await expect(dialog.amount).toBeFocused();
    await page.keyboard.type('2');
    await sign('Plus').tap();
    await page.keyboard.type('3');
    await expect(dialog.amount).toHaveValue('16.99×2+3');
    await expect(dialog.amount).toHaveAccessibleDescription('= €36.98');

    // At the caret, in the place of what is selected.
    await dialog.amount.evaluate((field: HTMLInputElement) => field.setSelectionRange(7, 8));
    await sign('Minus').tap();
    await expect(dialog.amount).toHaveValue('16.99×2-3');
    await dialog.fill({ category: 'Food', description: 'Two of them' });
    await dialog.save();
    await expect(expenses.row('Two of them')).toContainText('€30.98');
  });

  test('every key and field of the form is large enough for a finger', async ({ page }) => {
    const expenses = new ExpensesPage(page);
    await expenses.open();
    await expenses.dialog.open();
    await expect(expenses.dialog.amount).toBeFocused();
    await expect(expenses.dialog.dialog.getByRole('button', { name: 'Plus' })).toBeVisible();
    // The sheet grows to its size while it comes in.
    await expect.poll(() => tooSmall(expenses.dialog.dialog)).toEqual([]);
  });
});

test('with a keyboard the signs are not shown', async ({ page }) => {
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expenses.dialog.open();
  await expect(expenses.dialog.dialog.getByRole('button', { name: 'Plus' })).toBeHidden();
});
