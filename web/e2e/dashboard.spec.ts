import { daysAgo, month, monthTitle } from './dates';
import { fillWallet } from './household';
import { DashboardPage } from './pages/dashboard';
import { ExpensesPage } from './pages/expenses';
import { settled } from './settled';
import { expect, test } from './test';

test.describe('in German on a wide window', () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test('no label of a figure takes a second line, and the figures stand on one', async ({
    page,
    person,
  }) => {
    await fillWallet(person);
    await person.changeMe({ language: 'de', locale: 'de-DE' });
    await page.goto('.');
    await settled(page);
    const labels = page.locator('main section[class*=card] > h2');
    await expect(labels).toHaveCount(4);
    const heights = await labels.evaluateAll((all) => all.map((one) => one.clientHeight));
    expect(Math.max(...heights)).toBeLessThan(24);
    const tops = await labels.evaluateAll((all) =>
      all.map((one) => one.nextElementSibling?.getBoundingClientRect().top),
    );
    expect(new Set(tops.slice(1)).size).toBe(1);
  });
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

  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help).toContainText('Previous month[Next month]');
  await help.getByRole('checkbox').uncheck();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await page.keyboard.press('[');
  await page.getByRole('button', { name: 'Next month' }).click();
  await expect(page).toHaveURL(`?month=${month(1)}`);
  await expect(dashboard.figure(/^Against /)).toContainText('this month has not begun');
});

test('a month is chosen by keyboard alone', async ({ page, person }) => {
  // An empty wallet is welcomed elsewhere.
  await person.add({ amount: '30', category: 'Food' });
  const dashboard = new DashboardPage(page);
  await dashboard.open();
  const button = page.getByRole('button', { name: /choose another month$/ });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: monthTitle(month()) })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('button', { name: monthTitle(month(-4)) })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`?month=${month(-4)}`);
  await expect(button).toBeFocused();
});

test('every figure opens the list filtered to it', async ({ page, person }) => {
  await person.add({ amount: '20', category: 'Food' });
  await person.add({ amount: '12', category: 'Gifts' });
  await person.add({ amount: '5', category: 'Travel', date: `${month(-1)}-01` });
  await person.setBudget('Food', '15');
  const dashboard = new DashboardPage(page);
  const { sum } = new ExpensesPage(page);
  const spent = dashboard.figure(/^Spent this month$/);
  const against = dashboard.figure(/^Against /);
  const budgets = dashboard.figure(/^Budgets$/);
  const ways = [
    [dashboard.spent, '2 expenses · €32.00'],
    [spent.getByRole('link', { name: '€5.00 over' }), '1 expense · €20.00'],
    [spent.getByRole('link', { name: '€12.00' }), '1 expense · €12.00'],
    [dashboard.figure(/^Left per day$/).getByRole('link'), '1 expense · €20.00'],
    [against.getByRole('link', { name: '+€27.00' }), '2 expenses · €32.00'],
    [against.getByRole('link', { name: '540.0% more' }), '1 expense · €5.00'],
    [against.getByRole('link', { name: 'Food' }), '1 expense · €20.00'],
    [budgets.getByRole('link', { name: '1 of 1 over' }), '1 expense · €20.00'],
    [budgets.getByRole('link', { name: 'Food, by €5.00' }), '1 expense · €20.00'],
    [dashboard.ring.getByRole('link', { name: /^Travel .*€5\.00 less$/ }), '1 expense · €5.00'],
    [dashboard.bars.getByRole('link', { name: '€12.00' }), '1 expense · €12.00'],
    [dashboard.budget('Food').getByRole('link'), '1 expense · €20.00'],
    [dashboard.slice('Gifts').getByRole('link'), '1 expense · €12.00'],
    [dashboard.latest.getByRole('link', { name: /^Today/ }), '2 expenses · €32.00'],
    [dashboard.latest.getByRole('link', { name: /Gifts/ }), '1 expense · €12.00'],
  ] as const;
  await dashboard.open();
  for (const [link, expected] of ways) {
    await link.click();
    await expect(sum).toHaveText(expected);
    await page.goBack();
  }
  await dashboard.clickTotal();
  await expect(sum).toHaveText('2 expenses · €32.00');
});

test('what is drawn together opens together', async ({ page, person }) => {
  const names = ['Food', 'Housing', 'Transport', 'Health', 'Leisure', 'Clothing', 'Gifts'];
  await person.addMany([
    ...names.map((category) => ({ amount: '100', category })),
    { amount: '2', category: 'Travel' },
    { amount: '1', category: 'Other' },
  ]);
  const dashboard = new DashboardPage(page);
  await dashboard.open();
  await dashboard.slice('2 more').getByRole('link').click();
  await expect(new ExpensesPage(page).sum).toHaveText('2 expenses · €3.00');
});

test('the sum of a day opens that day, which is a filter like the others', async ({
  page,
  person,
}) => {
  await person.add({ amount: '20', category: 'Food', date: daysAgo(1) });
  await person.add({ amount: '12', category: 'Gifts', date: daysAgo(1) });
  await person.add({ amount: '5', category: 'Food' });
  const dashboard = new DashboardPage(page);
  const expenses = new ExpensesPage(page);
  await page.goto(`?month=${daysAgo(1).slice(0, 7)}`);
  await dashboard.latest.getByRole('link', { name: /^Yesterday .*€32\.00$/ }).click();
  await expect(page).toHaveURL(`expenses?from=${daysAgo(1)}&to=${daysAgo(1)}`);
  await expect(expenses.sum).toHaveText('2 expenses · €32.00');
  await page.reload();
  await expenses.toggleCategory('Gifts');
  await expect(expenses.sum).toHaveText('1 expense · €12.00');
  await page.getByRole('button', { name: /^Remove filter \d/ }).click();
  await expect(page).toHaveURL('expenses?category=Gifts');
  await page.goBack();
  await page.getByRole('button', { name: 'This month' }).click();
  await expect(page).toHaveURL(`expenses?month=${month()}&category=Gifts`);
});

test('an expense recorded here shows in every card without a reload', async ({ page, person }) => {
  await person.add({ amount: '20', category: 'Food' });
  await person.add({ amount: '5', category: 'Food', date: `${month(-1)}-01` });
  await person.setBudget('Food', '50');
  const dashboard = new DashboardPage(page);
  await dashboard.open();
  const spent = dashboard.figure(/^Spent this month$/);
  await expect(spent).toContainText('€30.00 left of €50.00');
  await page.evaluate(() => {
    document.body.dataset.loaded = 'once';
  });
  await page.keyboard.press('n');
  await dashboard.dialog.fill({ amount: '40', category: 'Food', description: 'Feast' });
  await dashboard.dialog.save();
  await expect(dashboard.spent).toHaveText('€60.00');
  await expect(spent).toContainText('€10.00 over the budgets of €50.00');
  await expect(dashboard.figure(/^Left per day$/)).toContainText('the budgets are used up');
  await expect(dashboard.figure(/^Against /)).toContainText('+€55.00');
  await expect(dashboard.figure(/^Budgets$/)).toContainText('1 of 1 over');
  await expect(dashboard.slice('Food')).toContainText('€60.00');
  await expect(dashboard.ring.getByRole('figure')).toContainText('€60.00 in one category');
  await expect(dashboard.ring).toContainText('€55.00 more');
  await expect(dashboard.budget('Food')).toContainText('€10.00 over');
  await expect(dashboard.latest).toContainText('Feast');
  await expect(dashboard.months.getByRole('row').last()).toContainText('€60.00');
  await expect(page.locator('body')).toHaveAttribute('data-loaded', 'once');
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
