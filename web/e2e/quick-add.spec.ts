import { ExpensesPage } from './pages/expenses';
import { expect, test } from './test';

test('a sum in the amount is worked out while it is typed', async ({ page, person }) => {
  const expenses = new ExpensesPage(page);
  const { dialog } = expenses;
  await expenses.open();
  await dialog.open();
  await dialog.amount.pressSequentially('16.99*2+');
  await expect(dialog.amount).toHaveAccessibleDescription(/not finished/);
  await dialog.amount.pressSequentially('3');
  await expect(dialog.amount).toHaveAccessibleDescription('= €36.98');
  await dialog.fill({ category: 'Food', description: 'Two of them' });
  await dialog.save();

  await expect(expenses.row('Two of them')).toContainText('€36.98');
  expect((await person.expenses()).map(({ amount }) => amount)).toEqual([36.98]);
});
