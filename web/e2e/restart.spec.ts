import { ExpensesPage } from './pages/expenses';
import { ServerProcess } from './server-process';
import { test as base, expect } from './test';

const AWAY = 'The server is not answering, trying again…';

/** The server is really stopped and started: what the app meets is refused connections, not answers made up for it. */
const test = base.extend<{ readonly server: ServerProcess }>({
  server: async ({ playwright: _playwright }, use) => {
    const server = await ServerProcess.started();
    await use(server);
    await server.remove();
  },
  baseURL: ({ server }, use) => use(`${server.origin}/app/`),
});

test.beforeEach(({ guard }) => guard.expectFailedRequests(/127\.0\.0\.1/));

test('going to another page while the server restarts waits for it, and shows no error', async ({
  page,
  person,
  server,
}) => {
  await person.add({ amount: '5', description: 'Bread' });
  const expenses = new ExpensesPage(page);
  await expenses.open('?from=2020-01-01&to=2020-01-31');
  await expenses.goTo('Categories');
  await expect(expenses.heading('Categories')).toBeVisible();
  await server.stop();
  await expenses.goTo('Expenses');
  await expect(page.getByText(AWAY)).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await server.start();
  await expect(expenses.row('Bread')).toBeVisible();
  await expect(page.getByText(AWAY)).toBeHidden();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('saving while the server restarts waits for it, and records once', async ({
  page,
  person,
  server,
}) => {
  const expenses = new ExpensesPage(page);
  const { dialog } = expenses;
  await expenses.open();
  await dialog.open();
  await dialog.fill({ amount: '5', category: 'Food', description: 'Bread' });
  await server.stop();
  await dialog.save();
  await expect(page.getByText(AWAY)).toBeVisible();
  await expect(dialog.alert).toBeHidden();
  await server.start();
  await expect(page.getByText('Added €5.00 to Food.')).toBeVisible();
  await expect(expenses.row('Bread')).toBeVisible();
  await expect.poll(() => person.expenses()).toHaveLength(1);
});

test('changing and deleting while the server restarts happen once it is back', async ({
  page,
  person,
  server,
}) => {
  await person.add({ amount: '5', description: 'Bread' });
  await person.add({ amount: '6', description: 'Milk' });
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expenses.edit('Bread');
  await expenses.editor.fill({ amount: '9' });
  await server.stop();
  await expenses.editor.save();
  await expect(page.getByText(AWAY)).toBeVisible();
  await server.start();
  await expect(expenses.row('Bread')).toContainText('€9.00');
  await server.stop();
  await expenses.delete('Milk');
  await server.start();
  await expect.poll(() => person.expenses()).toHaveLength(1);
  await expect(expenses.row('Milk')).toBeHidden();
});

test('a page whose code is still on the server comes by itself once there is one again', async ({
  page,
  person,
  guard,
  server,
}) => {
  guard.expectMessage(
    /Unable to preload CSS|Failed to fetch dynamically imported module|NoServerForCode/,
  );
  await person.add({ amount: '5', description: 'Bread' });
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expect(expenses.row('Bread')).toBeVisible();
  await server.stop();
  await expenses.goTo('Profile');
  const told = expenses.message('Outlay cannot be reached');
  await expect(told).toBeVisible();
  // Pressed meanwhile, it must not give the app up for the browser's own error.
  await expenses.retry();
  await expect(told).toBeVisible();
  await server.start();
  await expect(expenses.heading('Profile')).toBeVisible();
});
