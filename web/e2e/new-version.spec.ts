import { Deployment } from './deployment';
import { ExpensesPage } from './pages/expenses';
import { test as base, expect } from './test';

const test = base.extend<{ readonly deployment: Deployment }>({
  deployment: async ({ playwright: _playwright }, use) => {
    const deployment = await Deployment.before(`http://127.0.0.1:${process.env.OUTLAY_E2E_PORT}`);
    await use(deployment);
    deployment.close();
  },
  baseURL: ({ deployment }, use) => use(`${deployment.origin}/app/`),
});

test.use({ serviceWorkers: 'allow' });

test('a new version is told quietly, and comes only when it is asked for', async ({
  page,
  context,
  deployment,
  person,
}) => {
  await person.add({ amount: '5', description: 'half typed' });
  const expenses = new ExpensesPage(page);
  const elsewhere = new ExpensesPage(await context.newPage());
  for (const tab of [expenses, elsewhere]) {
    await tab.open();
    await tab.page.evaluate(() => navigator.serviceWorker.ready);
    await tab.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await tab.page.evaluate(() => Object.assign(window, { since: 'before' }));
    await tab.search.fill('half typed');
  }
  deployment.bringNewVersion();
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());

  for (const tab of [expenses, elsewhere]) {
    await expect(tab.message('A new version of Outlay is ready.')).toBeVisible();
    await expect(tab.search).toHaveValue('half typed');
  }
  const notice = expenses.message('A new version of Outlay is ready.');
  await notice.getByRole('button', { name: 'Reload' }).click();
  await page.waitForFunction(() => !('since' in window));
  await expect(expenses.heading('Expenses')).toBeVisible();
  await expect(notice).toBeHidden();
  const waiting = () =>
    page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting ?? null);
  expect(await waiting()).toBeNull();

  // The other tab keeps what is typed there, until it is asked as well.
  await expect(elsewhere.search).toHaveValue('half typed');
  expect(await elsewhere.page.evaluate(() => 'since' in window)).toBe(true);
  await elsewhere
    .message('A new version of Outlay is ready.')
    .getByRole('button', { name: 'Reload' })
    .click();
  await elsewhere.page.waitForFunction(() => !('since' in window));
});
