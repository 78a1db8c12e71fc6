import { month } from './dates';
import { fillWallet } from './household';
import { DashboardPage } from './pages/dashboard';
import { ExpensesPage } from './pages/expenses';
import { expect, test } from './test';

test('twelve months stand side by side, and each opens its expenses', async ({ page, person }) => {
  await person.add({ amount: '30', category: 'Food', date: `${month(-11)}-15` });
  await person.add({ amount: '99', category: 'Food', date: `${month(-12)}-15` });
  await person.add({ amount: '7', category: 'Food' });
  const dashboard = new DashboardPage(page);
  await dashboard.open();
  const months = dashboard.months.getByRole('table').getByRole('link');
  await expect(months).toHaveCount(12);
  await expect(dashboard.months).toContainText('€30.00');
  await expect(dashboard.months).not.toContainText('€99.00');
  await months.first().click();
  await expect(page).toHaveURL(`expenses?month=${month(-11)}`);
  await expect(new ExpensesPage(page).sum).toHaveText('1 expense · €30.00');
});

test('the keys [ and ] go through the months', async ({ page, person }) => {
  await person.add({ amount: '30', category: 'Food', date: `${month(-1)}-03` });
  const dashboard = new DashboardPage(page);
  await dashboard.open();
  await expect(dashboard.spent).toHaveText('€0.00');
  await page.keyboard.press('[');
  await expect(page).toHaveURL(`?month=${month(-1)}`);
  await expect(dashboard.spent).toHaveText('€30.00');
  await page.keyboard.press(']');
  await expect(page).toHaveURL(`?month=${month()}`);
  await expect(dashboard.spent).toHaveText('€0.00');
});

test('every figure opens the list filtered to it', async ({ page, person }) => {
  await person.add({ amount: '20', category: 'Food' });
  await person.add({ amount: '12', category: 'Gifts' });
  await person.add({ amount: '5', category: 'Travel', date: `${month(-1)}-01` });
  await person.setBudget('Food', '15');
  const dashboard = new DashboardPage(page);
  const { sum } = new ExpensesPage(page);
  const figure = (heading: RegExp) =>
    page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name: heading }) });
  const ways = [
    [dashboard.spent, '2 expenses · €32.00'],
    [figure(/^Spent this month$/).getByRole('link', { name: '€12.00' }), '1 expense · €12.00'],
    [figure(/^Against /).getByRole('link', { name: '+€27.00' }), '2 expenses · €32.00'],
    [figure(/^Against /).getByRole('link', { name: 'Food' }), '1 expense · €20.00'],
    [figure(/^Budgets$/).getByRole('link', { name: 'Food' }), '1 expense · €20.00'],
    [dashboard.bars.getByRole('link', { name: '€12.00' }), '1 expense · €12.00'],
    [dashboard.budget('Food').getByRole('link'), '1 expense · €20.00'],
    [dashboard.slice('Gifts').getByRole('link'), '1 expense · €12.00'],
    [dashboard.latest.getByRole('link', { name: /Gifts/ }), '1 expense · €12.00'],
  ] as const;
  await dashboard.open();
  for (const [link, expected] of ways) {
    await link.click();
    await expect(sum).toHaveText(expected);
    await page.goBack();
  }
  await figure(/^Left per day$/)
    .getByRole('link')
    .click();
  await expect(page).toHaveURL(`budgets?month=${month()}`);
});

for (const viewport of [
  { width: 1440, height: 700 },
  { width: 390, height: 844 },
]) {
  test.describe(`at ${viewport.width} px`, () => {
    test.use({ viewport });

    test('Back returns to where the dashboard was left', async ({ page, person }) => {
      await fillWallet(person);
      const dashboard = new DashboardPage(page);
      await dashboard.open();
      const last = dashboard.latest.getByRole('link').last();
      await last.scrollIntoViewIfNeeded();
      const left = await page.evaluate(() => window.scrollY);
      expect(left).toBeGreaterThan(100);
      await last.click();
      await expect(new ExpensesPage(page).sum).toBeVisible();
      expect(await page.evaluate(() => window.scrollY)).toBe(0);
      await page.goBack();
      await expect(last).toBeVisible();
      await expect.poll(() => page.evaluate(() => window.scrollY)).toBeCloseTo(left, -1);
    });
  });
}
