import type { Page } from '@playwright/test';
import { daysAgo } from './dates';
import { ExpensesPage, openNewExpense } from './pages/expenses';
import { expect, test } from './test';

const CREATE = '**/expenses';

interface Refusal {
  readonly status: number;
  readonly detail: string;
}

/** Holds back every recording until it is let through, or refused. */
async function holdRecordings(page: Page) {
  let decide: (refusal: Refusal | null) => void = () => undefined;
  const decided = new Promise<Refusal | null>((resolve) => {
    decide = resolve;
  });
  await page.route(CREATE, async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    const refusal = await decided;
    if (refusal === null) return route.continue();
    const problem = {
      type: 'about:blank',
      title: 'Refused',
      code: 'validation_failed',
      ...refusal,
    };
    return route.fulfill({
      status: refusal.status,
      contentType: 'application/problem+json',
      body: JSON.stringify(problem),
    });
  });
  return { letThrough: () => decide(null), refuse: (refusal: Refusal) => decide(refusal) };
}

test('the new row, its day and its sums are there before the server has answered', async ({
  page,
  person,
}) => {
  await person.add({ amount: '4', description: 'Bread' });
  await person.add({ amount: '6', description: 'Milk', date: daysAgo(1) });
  const { letThrough } = await holdRecordings(page);
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expect(expenses.sum).toHaveText('2 expenses · €10.00');
  await expenses.dialog.add({ amount: '2.50', category: 'Food', description: 'Coffee' });

  await expect(expenses.row('Coffee')).toContainText('€2.50');
  await expect(expenses.sum).toHaveText('3 expenses · €12.50');
  await expect(page.getByRole('region', { name: /^Today/ })).toContainText('€6.50');
  expect(await expenses.listed()).toEqual([
    expect.stringContaining('Coffee'),
    expect.stringContaining('Bread'),
    expect.stringContaining('Milk'),
  ]);
  expect(await person.expenses()).toHaveLength(2);

  letThrough();
  await expect(expenses.message('Added €2.50 to Food.')).toBeVisible();
  await expect(expenses.rows).toHaveCount(3);
  await expect(expenses.sum).toHaveText('3 expenses · €12.50');
  await expenses.edit('Coffee');
  await expenses.editor.fill({ amount: '3' });
  await expenses.editor.save();
  await expect(expenses.row('Coffee')).toContainText('€3.00');
});

test('a row that the filter does not match stays away', async ({ page, person }) => {
  await person.add({ amount: '4', category: 'Travel', description: 'Bus' });
  const { letThrough } = await holdRecordings(page);
  const expenses = new ExpensesPage(page);
  await expenses.open('?category=Travel');
  await expect(expenses.sum).toHaveText('1 expense · €4.00');
  await expenses.dialog.add({ amount: '2.50', category: 'Food', description: 'Coffee' });
  await expenses.dialog.add({ amount: '9', category: 'Travel', description: 'Train' });
  await expect(expenses.row('Train')).toBeVisible();
  await expect(expenses.row('Coffee')).toBeHidden();
  await expect(expenses.sum).toHaveText('2 expenses · €13.00');
  letThrough();
  await expect(expenses.message('Added €9.00 to Travel.')).toBeVisible();
  await expect(expenses.sum).toHaveText('2 expenses · €13.00');
  await expect.poll(() => person.expenses()).toHaveLength(3);
});

test('a refusal takes the row out again and brings the form back with what was typed', async ({
  page,
  person,
  guard,
}) => {
  guard.expectFailedRequests(/\/expenses$/);
  await person.add({ amount: '4', description: 'Bread' });
  const { refuse } = await holdRecordings(page);
  const expenses = new ExpensesPage(page);
  const { dialog } = expenses;
  await expenses.open();
  await dialog.add({ amount: '2*3', category: 'Food', description: 'Coffee' });
  await expect(expenses.row('Coffee')).toContainText('€6.00');

  refuse({ status: 422, detail: 'This cannot be recorded.' });
  await expect(dialog.alert).toHaveText('This cannot be recorded.');
  await expect(dialog.amount).toHaveValue('2*3');
  await expect(dialog.description).toHaveValue('Coffee');
  await expect(dialog.amount).toBeFocused();
  await page.unroute(CREATE);
  await dialog.fill({ description: 'Tea' });
  await dialog.save();
  await expect(expenses.row('Tea')).toContainText('€6.00');
  await expect(expenses.row('Coffee')).toBeHidden();
  await expect(expenses.sum).toHaveText('2 expenses · €10.00');
  await expect.poll(() => person.expenses()).toHaveLength(2);
});

test('what is refused while the next one is typed waits its turn, and neither is lost', async ({
  page,
  person,
  guard,
}) => {
  guard.expectFailedRequests(/\/expenses$/);
  const { refuse } = await holdRecordings(page);
  const { expenses, dialog } = await openNewExpense(page);
  await dialog.fill({ amount: '2', category: 'Food', description: 'Coffee' });
  await dialog.saveAndAddAnother();
  await dialog.fill({ amount: '3', description: 'Bread' });
  refuse({ status: 422, detail: 'This cannot be recorded.' });
  const notice = expenses.message('Coffee, 2, was not added. This cannot be recorded.');
  await expect(notice).toBeVisible();
  await expect(dialog.description).toHaveValue('Bread');
  await page.unroute(CREATE);

  await notice.getByRole('button', { name: 'Open' }).click();
  await expect(dialog.description).toHaveValue('Coffee');
  await dialog.save();
  await expect(expenses.row('Coffee')).toBeVisible();
  await dialog.open();
  await expect(dialog.description).toHaveValue('Bread');
  await dialog.fill({ category: 'Food' });
  await dialog.save();
  await expect(expenses.row('Bread')).toBeVisible();
  await expect.poll(() => person.expenses()).toHaveLength(2);
});

test('the latest expenses of the dashboard have the new row at once', async ({ page, person }) => {
  await person.add({ amount: '4', description: 'Bread' });
  const { letThrough } = await holdRecordings(page);
  const expenses = new ExpensesPage(page);
  await page.goto('.');
  await expect(page.getByText('Bread')).toBeVisible();
  await expenses.dialog.add({ amount: '2.50', category: 'Food', description: 'Coffee' });
  await expect(page.getByText('Coffee')).toBeVisible();
  letThrough();
  await expect(expenses.message('Added €2.50 to Food.')).toBeVisible();
  await expect(page.getByText('Coffee')).toHaveCount(1);
});
