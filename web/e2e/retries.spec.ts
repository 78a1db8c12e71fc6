import type { Page, Route } from '@playwright/test';
import { ExpensesPage, openNewExpense } from './pages/expenses';
import { expect, test } from './test';

const CREATE = '**/expenses';

/** Until the app gives up by itself: it asks again for a quarter of a minute. */
const GIVES_UP = { timeout: 30_000 };

interface LostAnswers {
  readonly sent: string[];
  /** From here on answers arrive. */
  arrive: () => void;
}

/** Lets the server record so many tries, and loses each of its answers on the way back. */
async function loseAnswers(page: Page, times = Number.POSITIVE_INFINITY): Promise<LostAnswers> {
  const sent: string[] = [];
  let lost = times;
  await page.route(CREATE, async (route: Route) => {
    if (route.request().method() !== 'POST') return route.continue();
    sent.push(route.request().headers()['idempotency-key'] ?? 'none');
    if (sent.length > lost) return route.continue();
    await route.fetch();
    return route.abort('connectionreset');
  });
  return { sent, arrive: () => (lost = 0) };
}

test('an answer that gets lost is asked for again under the same key, without a word', async ({
  page,
  person,
  guard,
}) => {
  guard.expectFailedRequests(/\/expenses$/);
  const { sent } = await loseAnswers(page, 1);
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expenses.dialog.add({ amount: '15', category: 'Food', description: 'Lunch' });

  await expect(expenses.message('Added €15.00 to Food.')).toBeVisible();
  await expect(expenses.sum).toHaveText('1 expense · €15.00');
  expect(new Set(sent).size).toBe(1);
  expect(sent.length).toBe(2);
  await expect.poll(() => person.expenses()).toHaveLength(1);
});

test('saving again after every answer got lost records once', async ({ page, person, guard }) => {
  guard.expectFailedRequests(/\/expenses$/);
  const { sent, arrive } = await loseAnswers(page);
  const { expenses, dialog } = await openNewExpense(page);
  await dialog.fill({ amount: '15', category: 'Food', description: 'Lunch' });
  await dialog.save();

  await expect(dialog.alert).toContainText('Check your connection, then try again.', GIVES_UP);
  arrive();
  await expect(dialog.amount).toHaveValue('15');
  await expect(dialog.description).toHaveValue('Lunch');
  await dialog.save();

  await expect(expenses.sum).toHaveText('1 expense · €15.00');
  expect(new Set(sent).size).toBe(1);
  await expect.poll(() => person.expenses()).toHaveLength(1);
});

test('an entry that was changed after its answer got lost is recorded once, as changed', async ({
  page,
  person,
  guard,
}) => {
  guard.expectFailedRequests(/\/expenses$/);
  const { arrive } = await loseAnswers(page);
  const { expenses, dialog } = await openNewExpense(page);
  await dialog.fill({ amount: '15', category: 'Food', description: 'Lunch' });
  await dialog.save();
  await expect(dialog.alert).toContainText('try again', GIVES_UP);
  arrive();

  await dialog.fill({ amount: '16.50' });
  await dialog.save();

  await expect(expenses.row('Lunch')).toContainText('€16.50');
  await expect(expenses.sum).toHaveText('1 expense · €16.50');
  await expect.poll(() => person.expenses()).toHaveLength(1);
});

test('a double click on Save, and a double Enter, record once each', async ({ page, person }) => {
  const expenses = new ExpensesPage(page);
  const { dialog } = expenses;
  await expenses.open();

  await dialog.open();
  await dialog.fill({ amount: '3', category: 'Food', description: 'Clicked' });
  await dialog.saveButton.dblclick();
  await expect(expenses.row('Clicked')).toBeVisible();
  await expect(dialog.dialog).toBeHidden();

  await dialog.open();
  await dialog.fill({ amount: '4', category: 'Food', description: 'Entered' });
  await dialog.description.evaluate((field: HTMLInputElement) => {
    field.form?.requestSubmit();
    field.form?.requestSubmit();
  });
  await expect(expenses.row('Entered')).toBeVisible();

  await expect(expenses.sum).toHaveText('2 expenses · €7.00');
  await expect.poll(() => person.expenses()).toHaveLength(2);
});

test('two equal purchases, entered one after the other, are two', async ({ page, person }) => {
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expenses.dialog.add({ amount: '2.80', category: 'Food', description: 'Coffee' });
  await expect(expenses.sum).toHaveText('1 expense · €2.80');
  await expenses.dialog.add({ amount: '2.80', category: 'Food', description: 'Coffee' });
  await expect(expenses.sum).toHaveText('2 expenses · €5.60');
  await expect.poll(() => person.expenses()).toHaveLength(2);
});
