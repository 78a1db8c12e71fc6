import { daysAgo } from './dates';
import { openNewExpense } from './pages/expenses';
import { expect, test } from './test';

test('a known description completes itself and proposes its category', async ({ page, person }) => {
  await person.add({ amount: '11', category: 'Leisure', description: 'Cinema', date: daysAgo(9) });
  const { expenses, dialog } = await openNewExpense(page);
  await dialog.fill({ amount: '12' });
  await dialog.description.pressSequentially('cin');
  await expect(page.getByRole('option', { name: 'Cinema Leisure' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(dialog.description).toHaveValue('Cinema');
  await expect(dialog.description).toBeFocused();
  await expect(dialog.category).toHaveValue('Leisure');
  await expect(dialog.dialog.getByRole('status')).toHaveText(
    'Leisure, as the last time for “Cinema”.',
  );
  await page.keyboard.press('Enter');
  await expect(expenses.message('Added €12.00 to Leisure.')).toBeVisible();
  await expect(expenses.row('Cinema')).toHaveCount(2);
});

test('a known description leaves a chosen category as it is', async ({ page, person }) => {
  await person.add({ amount: '11', category: 'Leisure', description: 'Cinema' });
  const { expenses, dialog } = await openNewExpense(page);
  await dialog.fill({ amount: '12', category: 'Gifts' });
  await dialog.description.pressSequentially('Cinema');
  await expect(dialog.category).toHaveValue('Gifts');
  await expect(dialog.dialog.getByRole('status')).toBeEmpty();
  await dialog.save();
  await expect(expenses.message('Added €12.00 to Gifts.')).toBeVisible();
});

test('Enter in the last field saves what was typed while completions are offered', async ({
  page,
  person,
}) => {
  await person.add({ amount: '11', category: 'Leisure', description: 'Cinema' });
  const { expenses, dialog } = await openNewExpense(page);
  await dialog.fill({ amount: '12', category: 'Leisure' });
  await dialog.description.pressSequentially('Cin');
  await expect(page.getByRole('option', { name: /Cinema/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(dialog.dialog).toBeHidden();
  await expect(expenses.row('Cin')).toContainText('€12.00');
});

test('Escape closes the completions first and the form after', async ({ page, person }) => {
  await person.add({ amount: '11', category: 'Leisure', description: 'Cinema' });
  const { dialog } = await openNewExpense(page);
  await dialog.description.pressSequentially('Cin');
  const option = page.getByRole('option', { name: /Cinema/ });
  await expect(option).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(option).toBeHidden();
  await expect(dialog.description).toHaveValue('Cin');
  await page.keyboard.press('Escape');
  await expect(dialog.dialog).toBeHidden();
});

test('without a network the description is a field like any other', async ({
  page,
  person,
  guard,
}) => {
  guard.expectFailedRequests(/\/descriptions/);
  await page.route('**/descriptions?*', (route) => route.abort('connectionreset'));
  const { expenses, dialog } = await openNewExpense(page);
  await dialog.fill({ amount: '3', category: 'Food' });
  const asked = page.waitForRequest('**/descriptions?*');
  await dialog.description.pressSequentially('Bread');
  await asked;
  await dialog.save();
  await expect(expenses.row('Bread')).toBeVisible();
  await expect.poll(() => person.expenses()).toHaveLength(1);
});
