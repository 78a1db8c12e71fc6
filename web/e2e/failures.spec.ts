import type { Page } from '@playwright/test';
import { ExpensesPage, openNewExpense } from './pages/expenses';
import { expect, test } from './test';

const LIST = /\/expenses(\?|$)/;

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

const FAILED: Refusal = {
  status: 500,
  code: 'internal_error',
  detail: 'Something went wrong on the server. Nothing was changed; please try again.',
};

const BUSY: Refusal = {
  status: 503,
  code: 'busy',
  detail: 'The server is busy. Nothing was changed; please try again in a moment.',
};

/** Has the API refuse what matches, as the service words its problems. Answers how to stop it. */
async function refuse(page: Page, address: RegExp, method: string, problem: Refusal) {
  await page.route(address, (route) => {
    if (route.request().method() !== method) return route.fallback();
    return route.fulfill({
      status: problem.status,
      contentType: 'application/problem+json',
      headers: { 'Retry-After': '0' },
      body: JSON.stringify({ type: 'about:blank', title: 'Refused', ...problem }),
    });
  });
  return () => page.unroute(address);
}

for (const problem of [FAILED, BUSY]) {
  test(`a list that answers ${problem.status} says what to do, and trying again shows it`, async ({
    page,
    person,
    guard,
  }) => {
    guard.expectFailedRequests(LIST);
    await person.add({ amount: '5', description: 'Bread' });
    const stop = await refuse(page, LIST, 'GET', problem);
    const expenses = new ExpensesPage(page);
    await page.goto('categories');
    await expenses.goTo('Expenses');
    await expect(expenses.message('The expenses could not be loaded')).toContainText(
      problem.detail,
    );
    await stop();
    await expenses.retry();
    await expect(expenses.row('Bread')).toBeVisible();
  });

  test(`saving that answers ${problem.status} keeps what was typed, and saving again works`, async ({
    page,
    person,
    guard,
  }) => {
    guard.expectFailedRequests(LIST);
    const { expenses, dialog } = await openNewExpense(page);
    await dialog.fill({ amount: '5', category: 'Food', description: 'Bread' });
    const stop = await refuse(page, LIST, 'POST', problem);
    await dialog.save();
    await expect(dialog.alert).toHaveText(problem.detail);
    await expect(dialog.amount).toHaveValue('5');
    await expect(dialog.category).toHaveValue('Food');
    await expect(dialog.description).toHaveValue('Bread');
    await stop();
    await dialog.save();
    await expect(expenses.row('Bread')).toBeVisible();
    await expect.poll(() => person.expenses()).toHaveLength(1);
  });
}

test('offline is said while saving and while loading, and passes', async ({
  page,
  person,
  context,
  guard,
}) => {
  guard.expectFailedRequests(/127\.0\.0\.1/);
  await person.add({ amount: '5', description: 'Bread' });
  const { expenses, dialog } = await openNewExpense(page);
  await dialog.fill({ amount: '6', category: 'Food', description: 'Milk' });
  await context.setOffline(true);
  await dialog.save();
  await expect(dialog.alert).toContainText('Check your connection, then try again.');
  await context.setOffline(false);
  await dialog.save();
  await expect(expenses.sum).toHaveText('2 expenses · €11.00');

  await context.setOffline(true);
  await page.getByRole('button', { name: 'This month' }).click();
  await expect(expenses.message('could not be loaded')).toContainText('Check your connection');
  await context.setOffline(false);
  await expect(expenses.sum).toHaveText('2 expenses · €11.00');
});

test('a failing export, change and deletion say so, and leave everything as it was', async ({
  page,
  person,
  guard,
}) => {
  guard.expectFailedRequests(/\/(expenses|export-csv)/);
  await person.add({ amount: '5', description: 'Bread' });
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await refuse(page, /\/export-csv/, 'GET', FAILED);
  await page.getByRole('button', { name: 'Export CSV' }).click();
  await expect(expenses.message('The export failed.')).toContainText('please try again');

  await refuse(page, /\/expenses\//, 'DELETE', FAILED);
  await expenses.delete('Bread');
  await expect(expenses.message(/^Something went wrong on the server/)).toBeVisible();
  await expect(expenses.row('Bread')).toBeVisible();

  await refuse(page, /\/expenses\//, 'PATCH', FAILED);
  await expenses.edit('Bread');
  await expenses.editor.fill({ amount: '9' });
  await expenses.editor.save();
  await expect(expenses.editor.alert).toHaveText(FAILED.detail);
  await expect(expenses.editor.amount).toHaveValue('9');
  await page.unroute(/\/expenses\//);
  await expenses.editor.save();
  await expect(expenses.row('Bread')).toContainText('€9.00');
});

test('what is wrong with a field is said at the field', async ({ page, guard }) => {
  guard.expectFailedRequests(LIST);
  const { dialog } = await openNewExpense(page);
  await dialog.amount.fill('12.345');
  await dialog.save();
  await expect(dialog.amount).toHaveAccessibleDescription(/decimal/);
  await expect(dialog.category).toHaveAccessibleDescription(/Choose a category/);

  await dialog.fill({ amount: '12.34', category: 'Food' });
  const refusal = {
    field: 'date',
    code: 'date_out_of_range',
    message: 'This day is too far away.',
  };
  await refuse(page, LIST, 'POST', {
    status: 422,
    code: 'validation_failed',
    detail: 'One or more fields need another value.',
    errors: [refusal],
  });
  await dialog.save();
  await expect(dialog.date).toHaveAccessibleDescription('This day is too far away.');
  await expect(dialog.amount).toHaveValue('12.34');
});

test('the largest amounts stay exact, and the one too many is refused in words', async ({
  page,
  person,
  guard,
}) => {
  guard.expectFailedRequests(LIST);
  const most = { amount: '999999999999.99' };
  await person.addMany(Array.from({ length: 10 }, () => most));
  const expenses = new ExpensesPage(page);
  const { dialog } = expenses;
  await expenses.open();
  await expect(expenses.sum).toHaveText('10 expenses · €9,999,999,999,999.90');
  await dialog.open();
  await dialog.fill({ amount: '1', category: 'Food' });
  await dialog.save();
  await expect(dialog.dialog).toContainText(/total/);
  await dialog.fill({ amount: '0.09' });
  await dialog.save();
  await expect(expenses.sum).toHaveText('11 expenses · €9,999,999,999,999.99');
});

test('a change on top of an older state shows what stands there now', async ({
  page,
  person,
  guard,
}) => {
  guard.expectFailedRequests(/\/expenses\//);
  const { id } = await person.add({ amount: '5', description: 'Bread' });
  const expenses = new ExpensesPage(page);
  const { editor } = expenses;
  await expenses.open();
  await expenses.edit('Bread');
  await person.change(id, { amount: '7.77', description: 'Rye bread' });
  await editor.fill({ amount: '6', description: 'White bread' });
  await editor.save();
  await expect(editor.alert).toContainText('This expense was changed in the meantime.');
  await expect(editor.alert).toContainText('€7.77 · Food');
  await expect(editor.alert).toContainText('Rye bread');
  await expect(editor.description).toHaveValue('White bread');

  await editor.alert.getByRole('button', { name: 'Take what is there' }).click();
  await expect(editor.amount).toHaveValue('7.77');
  await expect(editor.description).toHaveValue('Rye bread');
  await editor.fill({ amount: '8' });
  await editor.save();
  await expect(expenses.row('Rye bread')).toContainText('€8.00');
});

test('mine can be saved over theirs once it was seen', async ({ page, person, guard }) => {
  guard.expectFailedRequests(/\/expenses\//);
  const { id } = await person.add({ amount: '5', description: 'Bread' });
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expenses.edit('Bread');
  await person.change(id, { amount: '7.77' });
  await expenses.editor.fill({ amount: '6' });
  await expenses.editor.save();
  await expect(expenses.editor.alert).toContainText('€7.77');
  await expenses.editor.save();
  await expect(expenses.row('Bread')).toContainText('€6.00');
});

test('what was deleted elsewhere can neither be changed nor deleted unseen', async ({
  page,
  person,
  guard,
}) => {
  guard.expectFailedRequests(/\/expenses\//);
  const bread = await person.add({ amount: '5', description: 'Bread' });
  const milk = await person.add({ amount: '6', description: 'Milk' });
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expenses.edit('Bread');
  await person.remove(bread.id);
  await expenses.editor.fill({ amount: '9' });
  await expenses.editor.save();
  await expect(expenses.message('so your changes were not saved')).toBeVisible();
  await expect(expenses.row('Bread')).toBeHidden();

  await person.change(milk.id, { amount: '60' });
  await expenses.delete('Milk');
  await expect(expenses.message('changed in the meantime')).toBeVisible();
  await expect(expenses.row('Milk')).toContainText('€60.00');
  await person.remove(milk.id);
  await expenses.delete('Milk');
  await expect(expenses.message(/^This expense was deleted in the meantime\.$/)).toBeVisible();
  await expect(page.getByText('Nothing recorded yet')).toBeVisible();
});

const PAGES = [
  { path: '.', call: /\/summary\?month/, title: 'The month could not be loaded', shows: 'Bread' },
  { path: 'budgets', call: /\/budgets\?/, title: 'The budgets could not be loaded', shows: 'Food' },
  { path: 'day', call: /\/days\/2/, title: 'The day could not be loaded', shows: 'Total' },
  { path: 'categories', call: /\/categories$/, title: 'could not be loaded', shows: 'Food' },
  { path: 'profile', call: /\/me$/, title: 'could not be shown', shows: 'You log in as' },
];

for (const { path, call, title, shows } of PAGES) {
  test(`the page ${path} says what could not be loaded, and shows it on another try`, async ({
    page,
    person,
    guard,
  }) => {
    guard.expectFailedRequests(/127\.0\.0\.1/);
    await person.add({ amount: '5', description: 'Bread' });
    guard.expectMessage(/^ApiProblem: The server answered 500/);
    await page.route(call, (route) =>
      route.request().resourceType() === 'fetch'
        ? route.fulfill({ status: 500 })
        : route.fallback(),
    );
    await page.goto(path);
    const message = page.getByRole('alert').filter({ hasText: title });
    await expect(message).toContainText('Try again');
    await expect(new ExpensesPage(page).navigation).toBeVisible();
    await page.unroute(call);
    await message.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByText(shows).first()).toBeVisible();
  });
}
