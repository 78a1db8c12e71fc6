import { ExpensesPage } from './pages/expenses';
import { expect, test } from './test';

const AWAY = 'The server is not answering, trying again…';
const LIST = /\/expenses\?/;
const HEALTH = /\/health\/ready/;

test('a server that restarts is told, and what could not be loaded yet comes by itself', async ({
  page,
  person,
  guard,
}) => {
  guard.expectFailedRequests(/\/(expenses|health)/);
  await person.add({ amount: '5', description: 'Bread' });
  await page.goto('categories');
  const expenses = new ExpensesPage(page);
  await expect(expenses.heading('Categories')).toBeVisible();
  await page.route(HEALTH, (route) => route.fulfill({ status: 503 }));
  await page.route(LIST, (route) =>
    route.request().resourceType() === 'fetch' ? route.fulfill({ status: 502 }) : route.fallback(),
  );
  await expenses.goTo('Expenses');
  await expect(page.getByText(AWAY)).toBeVisible();
  await expect(expenses.message('The expenses could not be loaded')).toBeHidden();
  await page.unroute(LIST);
  await page.unroute(HEALTH);
  await expect(expenses.row('Bread')).toBeVisible();
  await expect(page.getByText(AWAY)).toBeHidden();
});

test('an app that finds no server as it starts goes on by itself once there is one', async ({
  page,
  person,
  guard,
}) => {
  guard.expectFailedRequests(/127\.0\.0\.1/);
  guard.expectMessage(/^ApiProblem: Outlay cannot be reached/);
  await person.add({ amount: '5', description: 'Bread' });
  for (const address of [HEALTH, LIST, /\/me$/])
    await page.route(address, (route) => route.abort());
  const expenses = new ExpensesPage(page);
  await expenses.open();
  // It has waited for as long as a restart takes.
  await expect(expenses.message('Outlay cannot be reached')).toBeVisible({ timeout: 30_000 });
  // Without a word of the browser: the network was there all the time.
  await page.unrouteAll();
  await expect(expenses.row('Bread')).toBeVisible();
});

test('offline is told at once, and passes', async ({ page, context, guard }) => {
  guard.expectFailedRequests(/127\.0\.0\.1/);
  await page.goto('expenses');
  await expect(new ExpensesPage(page).heading('Expenses')).toBeVisible();
  await context.setOffline(true);
  const banner = page.getByText('You are offline. What you see may be out of date.');
  await expect(banner).toBeVisible();
  await context.setOffline(false);
  await expect(banner).toBeHidden();
});
