import { daysAgo, month, monthTitle } from './dates';
import { centsIn, euro } from './money';
import { ExpensesPage } from './pages/expenses';
import { expect, test } from './test';

const LAST_MONTH = month(-1);

test.beforeEach(async ({ person }) => {
  await person.add({ amount: '10.10', category: 'Food', description: 'Market' });
  await person.add({ amount: '20.20', category: 'Travel', description: 'Train to the market' });
  await person.add({
    amount: '40.40',
    category: 'Food',
    description: 'Café',
    date: `${LAST_MONTH}-05`,
  });
  await person.add({
    amount: '80.80',
    category: 'Gifts',
    description: 'Book',
    date: `${LAST_MONTH}-07`,
  });
});

test('month, category and text narrow the list, and live in the address', async ({ page }) => {
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expect(expenses.sum).toHaveText('4 expenses · €151.50');

  await page.getByRole('button', { name: 'This month' }).click();
  await expect(page).toHaveURL(`expenses?month=${month()}`);
  await expect(expenses.sum).toHaveText('2 expenses · €30.30');

  await expenses.toggleCategory('Food');
  await expect(page).toHaveURL(`expenses?month=${month()}&category=Food`);
  await expect(expenses.sum).toHaveText('1 expense · €10.10');

  await page.getByRole('button', { name: 'Previous month' }).click();
  await expect(page).toHaveURL(`expenses?month=${LAST_MONTH}&category=Food`);
  await expect(expenses.row('Café')).toBeVisible();

  await expenses.toggleCategory('Gifts');
  await expect(expenses.sum).toHaveText('2 expenses · €121.20');
  await expenses.search.fill('cafe');
  await expect(page).toHaveURL(`expenses?month=${LAST_MONTH}&category=Food&category=Gifts&q=cafe`);
  await expect(expenses.sum).toHaveText('1 expense · €40.40');
});

test('filters survive a reload, and Back takes them off again', async ({ page }) => {
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expenses.toggleCategory('Food');
  await expect(expenses.sum).toHaveText('2 expenses · €50.50');
  await page.getByRole('button', { name: 'This month' }).click();
  await expect(expenses.sum).toHaveText('1 expense · €10.10');

  await page.reload();
  await expect(expenses.chip('Food')).toBeVisible();
  await expect(expenses.chip(monthTitle(month()))).toBeVisible();
  await expect(expenses.sum).toHaveText('1 expense · €10.10');

  await page.goBack();
  await expect(expenses.sum).toHaveText('2 expenses · €50.50');
  await page.goBack();
  await expect(page).toHaveURL('expenses');
  await expect(expenses.sum).toHaveText('4 expenses · €151.50');
  await page.goForward();
  await expect(expenses.sum).toHaveText('2 expenses · €50.50');
});

test('a text survives a reload in its field, and its chip takes it off', async ({ page }) => {
  const expenses = new ExpensesPage(page);
  await expenses.open('?q=market');
  await expect(expenses.search).toHaveValue('market');
  await expect(expenses.sum).toHaveText('2 expenses · €30.30');
  await expenses.chip('“market”').click();
  await expect(expenses.search).toHaveValue('');
  await expect(expenses.sum).toHaveText('4 expenses · €151.50');
});

test('the total is the sum of the rows that are shown, by day and in all', async ({ page }) => {
  const expenses = new ExpensesPage(page);
  await expenses.open('?category=Food&category=Travel');
  await expect(expenses.sum).toHaveText('3 expenses · €70.70');
  const rows = await expenses.listed();
  const sum = rows.map(centsIn).reduce((total, cents) => total + cents, 0);
  expect(sum).toBe(70_70);

  const day = page.getByRole('region', { name: /^Today/ });
  await expect(day.getByRole('heading')).toContainText(euro(30_30));
});

test('an empty result says which filter caused it, and how to get out', async ({ page }) => {
  const expenses = new ExpensesPage(page);
  await expenses.open(`?month=${month()}&category=Gifts&q=bicycle`);
  const cause = `Nothing was found for ${monthTitle(month())}, Gifts, and “bicycle”.`;
  await expect(page.getByText(cause)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Without/ })).toHaveCount(0);
  const exporting = page.getByRole('button', { name: 'Export CSV' });
  await expect(exporting).toBeDisabled();

  await expenses.open(`?month=${month()}&category=Gifts&q=book`);
  // Without the month there is one; without the category or the text there is still none.
  const without = page.getByRole('button', { name: /^Without/ });
  await expect(without).toHaveText([`Without ${monthTitle(month())}: 1 expense`]);
  await without.click();
  await expect(expenses.row('Book')).toBeVisible();
  await expect(page).toHaveURL('expenses?category=Gifts&q=book');

  await expenses.open(`?month=${month()}&category=Gifts&q=bicycle`);
  await page.getByRole('button', { name: 'Show all expenses' }).click();
  await expect(page).toHaveURL('expenses');
  await expect(expenses.sum).toHaveText('4 expenses · €151.50');
  await expect(exporting).toBeEnabled();
});

test('a pause in typing searches, and the field goes on taking letters', async ({ page }) => {
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expenses.search.pressSequentially('ca');
  await expect(page).toHaveURL(/q=ca$/);
  await expect(expenses.search).toBeFocused();
  await page.keyboard.type('fe');
  await expect(page).toHaveURL(/q=cafe$/);
  await expect(expenses.search).toHaveValue('cafe');
  await expect(expenses.search).toBeFocused();
});

test('a text with signs of its own is searched for as it stands', async ({ page, person }) => {
  await person.add({ amount: '1', description: '100%_sure & "quoted"' });
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expenses.search.fill('%_sure & "');
  await expect(expenses.sum).toHaveText('1 expense · €1.00');
  await page.reload();
  await expect(expenses.search).toHaveValue('%_sure & "');
  await expect(expenses.sum).toHaveText('1 expense · €1.00');
});

test('2,500 expenses scroll to the end, with the right sum at the top', async ({
  page,
  person,
}) => {
  test.slow();
  const many = Array.from({ length: 2500 }, (_, index) => ({
    amount: `${1 + (index % 90)}.${String(index % 100).padStart(2, '0')}`,
    description: `Receipt ${index}`,
    date: daysAgo(40 + (index % 250)),
  }));
  await person.addMany(many);
  const cents = many.reduce((total, { amount }) => total + Math.round(Number(amount) * 100), 0);

  const expenses = new ExpensesPage(page);
  await expenses.open('?category=Food&q=receipt');
  await expect(expenses.sum).toHaveText(`2,500 expenses · ${euro(cents)}`);
  // Only what is near the window is in the document.
  expect(await expenses.rows.count()).toBeLessThan(100);
  const rows = await expenses.listedToTheEnd();
  expect(rows.map(centsIn).reduce((total, one) => total + one, 0)).toBe(cents);
  expect(new Set(rows.map((row) => row.split(',')[0])).size).toBe(2500);

  const oldest = many.filter(({ date }) => date === daysAgo(289));
  const last = page.getByRole('region').last().getByRole('listitem').last();
  await expect(last).toBeInViewport();
  await expect(last).toHaveAttribute('aria-setsize', String(oldest.length));
  await expect(last).toHaveAttribute('aria-posinset', String(oldest.length));
});
