import { month, monthTitle } from './dates';
import { overlaps } from './laid-out';
import { DashboardPage } from './pages/dashboard';
import { ExpensesPage } from './pages/expenses';
import { settled } from './settled';
import { expect, PHONE, test } from './test';

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

test('the average and the highest of the months open what they are made of', async ({
  page,
  person,
}) => {
  await person.add({ amount: '30', category: 'Food', date: `${month(-3)}-15` });
  await person.add({ amount: '50', category: 'Food', date: `${month(-1)}-15` });
  await person.add({ amount: '7', category: 'Food' });
  const dashboard = new DashboardPage(page);
  const { sum } = new ExpensesPage(page);
  await dashboard.open();
  const sentence = dashboard.months.getByRole('paragraph').filter({ hasText: 'Average' });
  await expect(sentence).toContainText('Average €40.00 a month.');
  await sentence.getByRole('link', { name: '€40.00' }).click();
  await expect(page).toHaveURL(new RegExp(`expenses\\?from=${month(-3)}-01&to=${month(-1)}-`));
  await expect(sum).toHaveText('2 expenses · €80.00');
  await page.goBack();
  await sentence.getByRole('link', { name: '€50.00' }).click();
  await expect(page).toHaveURL(`expenses?month=${month(-1)}`);
  await expect(sum).toHaveText('1 expense · €50.00');
});

test.describe('on a phone', () => {
  test.use(PHONE);

  test('twelve months fit, a tap names one, and the line with its name opens it', async ({
    page,
    person,
  }) => {
    await person.addMany(
      Array.from({ length: 12 }, (_, index) => ({
        amount: `${index + 1}0`,
        date: `${month(-index)}-01`,
      })),
    );
    const dashboard = new DashboardPage(page);
    await dashboard.open();
    const columns = dashboard.months
      .getByRole('table')
      .getByRole('row')
      .filter({
        has: page.getByRole('link'),
      });
    await expect(columns).toHaveCount(12);
    // The picture is drawn when one comes near it.
    const bars = dashboard.months.locator('path.recharts-rectangle, svg g path');
    await expect(bars).toHaveCount(0);
    await dashboard.months.scrollIntoViewIfNeeded();
    await expect(bars).toHaveCount(12);
    await settled(page);
    expect(await overlaps(dashboard.months)).toEqual([]);
    const widths = await columns.evaluateAll((all) =>
      all.map((column) => column.getBoundingClientRect().width),
    );
    expect(Math.min(...widths)).toBeGreaterThanOrEqual(24);

    const named = dashboard.months.getByRole('paragraph').first();
    await expect(named).toHaveText(`${monthTitle(month())} €10.00`);
    await columns.nth(4).tap();
    await expect(named).toHaveText(`${monthTitle(month(-7))} €80.00`);
    await named.getByRole('link').tap();
    await expect(page).toHaveURL(`expenses?month=${month(-7)}`);
  });
});
