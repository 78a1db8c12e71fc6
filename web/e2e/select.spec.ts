import type { Page } from '@playwright/test';
import { daysAgo } from './dates';
import type { Ledger } from './ledger';
import { ExpensesPage } from './pages/expenses';
import { Selection } from './pages/selection';
import { expect, PHONE, test } from './test';

/** Two a day; number 0 is the newest. Amounts with cents, so that a sum of doubles would show. */
async function fill(person: Ledger, count: number): Promise<void> {
  const entries = Array.from({ length: count }, (_, index) => ({
    amount: `${index + 1}.10`,
    category: index % 2 === 0 ? 'Food' : 'Travel',
    description: `Receipt ${index}`,
    date: daysAgo(Math.floor(index / 2)),
  }));
  for (const entry of entries.reverse()) await person.add(entry);
}

async function openFilled(page: Page, person: Ledger, count: number) {
  await fill(person, count);
  const expenses = new ExpensesPage(page);
  await expenses.open();
  return { expenses, selection: new Selection(page) };
}

const BATCH = /\/expenses\/batch$/;

test('a click selects, shift-click the range, and the bar says how many and how much', async ({
  page,
  person,
}) => {
  const { expenses, selection } = await openFilled(page, person, 8);
  await expenses.row('Receipt 1').hover();
  await selection.box('Receipt 1').click();
  await expect(selection.box('Receipt 1')).toBeChecked();
  await expect(selection.bar).toContainText('1 selected');
  await expect(selection.bar).toContainText('€2.10');

  await selection.box('Receipt 4').click({ modifiers: ['Shift'] });
  await expect(selection.told).toHaveText('4 selected, €14.40');
  await expenses.row('Receipt 6').click({ modifiers: ['ControlOrMeta'] });
  await expect(selection.told).toHaveText('5 selected, €21.50');
  await selection.box('Receipt 2').click();
  await expect(selection.told).toHaveText('4 selected, €18.40');

  await selection.press('Select none');
  await expect(selection.bar).toBeHidden();
  await expect(selection.box('Receipt 1')).not.toBeChecked();
  await expect(expenses.rows.and(page.locator(':focus'))).toHaveCount(1);
});

test('Space, Shift-Space, Shift-arrows and Ctrl-A select, Escape clears, and ? tells so', async ({
  page,
  person,
}) => {
  const { expenses, selection } = await openFilled(page, person, 6);
  await expect(expenses.row('Receipt 0')).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('Space');
  await expect(selection.box('Receipt 0')).toBeChecked();
  await expect(expenses.row('Receipt 0')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+Space');
  await expect(selection.told).toHaveText('3 selected, €6.30');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(expenses.row('Receipt 3')).toBeFocused();
  await expect(selection.told).toHaveText('4 selected, €10.40');
  await page.keyboard.press('Shift+ArrowUp');
  await expect(selection.told).toHaveText('3 selected, €6.30');
  await page.keyboard.press('Space');
  await expect(selection.told).toHaveText('2 selected, €3.20');

  await page.keyboard.press('ControlOrMeta+a');
  await expect(selection.told).toHaveText('6 selected, €21.60');
  await page.keyboard.press('Escape');
  await expect(selection.told).toBeEmpty();
  await expect(expenses.row('Receipt 2')).toBeFocused();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await expenses.search.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await expect(selection.told).toBeEmpty();
  await expenses.row('Receipt 2').focus();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  for (const does of ['Select the expense', 'Select all up to this one', 'Select none']) {
    await expect(help.getByRole('term').filter({ hasText: does })).toBeVisible();
  }
});

test('several are deleted in one write, the focus stays in the list, and Undo brings all back', async ({
  page,
  person,
}) => {
  const { expenses, selection } = await openFilled(page, person, 6);
  await expect(expenses.sum).toHaveText('6 expenses · €21.60');
  const before = await expenses.listed();
  await expenses.row('Receipt 1').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(selection.told).toHaveText('2 selected, €5.20');
  const [request] = await Promise.all([page.waitForRequest(BATCH), selection.press('Delete')]);
  expect(request.headers()['idempotency-key']).toBeTruthy();
  await expect(expenses.sum).toHaveText('4 expenses · €16.40');
  await expect(selection.bar).toBeHidden();
  await expect(expenses.row('Receipt 3')).toBeFocused();
  await expect.poll(async () => (await person.expenses()).length).toBe(4);

  await expenses.undo('Deleted 2 expenses, €5.20.');
  await expect(expenses.message('2 expenses are back.')).toBeVisible();
  await expect(expenses.sum).toHaveText('6 expenses · €21.60');
  expect(await expenses.listed()).toEqual(before);
  await expect.poll(async () => (await person.expenses()).length).toBe(6);
});

test('several move to a day, in one write, and Undo puts each back to its own', async ({
  page,
  person,
}) => {
  const { expenses, selection } = await openFilled(page, person, 4);
  const before = (await person.expenses()).map(({ description, date }) => [description, date]);
  await expenses.row('Receipt 0').hover();
  await selection.box('Receipt 0').click();
  await selection.box('Receipt 2').click();
  await selection.moveTo(daysAgo(30));
  const region = page
    .getByRole('region')
    .filter({ has: expenses.row('Receipt 0') })
    .last();
  await expect(region.getByRole('heading')).toContainText('€4.20');
  await expect(page.getByRole('main').locator(':focus')).toHaveCount(1);
  await expect
    .poll(async () => (await person.expenses(`?to=${daysAgo(30)}`)).map(({ amount }) => amount))
    .toEqual(expect.arrayContaining([1.1, 3.1]));

  await expenses.undo(/^Moved 2 expenses to /);
  await expect(expenses.message('2 expenses are as before.')).toBeVisible();
  await expect
    .poll(async () => (await person.expenses()).map(({ description, date }) => [description, date]))
    .toEqual(before);
});

test('several get another category, a new one too, and leave a list that is filtered by the old', async ({
  page,
  person,
}) => {
  await fill(person, 6);
  const expenses = new ExpensesPage(page);
  const selection = new Selection(page);
  await expenses.open('?category=Food');
  await expect(expenses.sum).toHaveText('3 expenses · €9.30');
  await expenses.row('Receipt 0').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await selection.press('Change category');
  await expect(selection.dialog.getByRole('combobox', { name: 'Category' })).toBeFocused();
  await page.keyboard.type('Picnics');
  await page.keyboard.press('Enter');
  await expect(selection.dialog).toBeHidden();
  await expect(expenses.sum).toHaveText('1 expense · €5.10');
  await expect(expenses.row('Receipt 4')).toBeFocused();
  await expect.poll(async () => (await person.expenses('?category=Picnics')).length).toBe(2);

  await expenses.undo('Changed 2 expenses to Picnics.');
  await expect(expenses.sum).toHaveText('3 expenses · €9.30');
  expect(await person.expenses('?category=Picnics')).toEqual([]);
});

test('a refused write puts everything back, says why, and keeps what was selected', async ({
  page,
  person,
  guard,
}) => {
  guard.expectFailedRequests(BATCH);
  const { expenses, selection } = await openFilled(page, person, 4);
  await expenses.row('Receipt 1').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  const [gone] = await person.expenses('?q=Receipt%202');
  await person.remove(gone?.id ?? '');
  await selection.moveTo(daysAgo(9));
  await expect(expenses.message('was deleted in the meantime, so none was changed')).toBeVisible();
  await expect(expenses.row('Receipt 2')).toBeHidden();
  await expect(expenses.sum).toHaveText('3 expenses · €7.30');
  await expect(selection.told).toHaveText('1 selected, €2.10');
  expect((await person.expenses(`?to=${daysAgo(9)}`)).length).toBe(0);
});

test('a lost answer is asked for again with the same key, and nothing is done twice', async ({
  page,
  person,
  guard,
}) => {
  guard.expectFailedRequests(BATCH);
  await fill(person, 4);
  const expenses = new ExpensesPage(page);
  await expenses.open();
  const used: (string | undefined)[] = [];
  await page.route(BATCH, async (route) => {
    used.push(route.request().headers()['idempotency-key']);
    // The write arrives; its answer gets lost on the way back, the first time.
    const answer = await route.fetch();
    await (used.length === 1 ? route.abort() : route.fulfill({ response: answer }));
  });
  await expenses.row('Receipt 1').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Delete');
  await expect(expenses.message('Deleted 1 expense, €2.10.')).toBeVisible();
  expect(used).toHaveLength(2);
  expect(new Set(used).size).toBe(1);
  await expect(expenses.sum).toHaveText('3 expenses · €8.30');
});

test('more than can be changed at once is counted, and not half done', async ({ page, person }) => {
  test.slow();
  const many = Array.from({ length: 1001 }, (_, index) => ({
    amount: '1.01',
    description: `Receipt ${index}`,
    date: daysAgo(index % 100),
  }));
  await person.addMany(many);
  const expenses = new ExpensesPage(page);
  const selection = new Selection(page);
  await expenses.open();
  await expect(expenses.sum).toHaveText('1,001 expenses · €1,011.01');
  await page.keyboard.press('j');
  await page.keyboard.press('ControlOrMeta+a');
  await expect(selection.bar).toContainText('These are the ones loaded so far.');
  await page.keyboard.press('End');
  await expect(page.getByRole('button', { name: 'Show more' })).toBeHidden();
  await page.keyboard.press('ControlOrMeta+a');
  await expect(selection.told).toHaveText('1,001 selected, €1,011.01');
  await expect(selection.bar).toContainText('Up to 1,000 can be changed at once.');
  await expect(selection.bar.getByRole('button', { name: 'Delete' })).toBeDisabled();

  await page.locator('[data-row]:focus').press('Space');
  await expect(selection.told).toHaveText('1,000 selected, €1,010.00');
  await selection.press('Delete');
  await expect(expenses.sum).toHaveText('1 expense · €1.01');
  await expenses.undo('Deleted 1,000 expenses, €1,010.00.');
  await expect(expenses.sum).toHaveText('1,001 expenses · €1,011.01');
});

test.describe('on a phone', () => {
  test.use(PHONE);

  test('a long press or Select begins, taps select, and the bar stands above the other one', async ({
    page,
    person,
  }) => {
    const { expenses, selection } = await openFilled(page, person, 6);
    await expect(selection.box('Receipt 1')).toBeHidden();
    await expenses.row('Receipt 1').dispatchEvent('pointerdown', { pointerType: 'touch' });
    await expect(selection.told).toHaveText('1 selected, €2.10');
    // The finger that is lifted does not open the row.
    await expenses.row('Receipt 1').dispatchEvent('pointerup', { pointerType: 'touch' });
    await expenses.row('Receipt 1').dispatchEvent('click');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await selection.box('Receipt 3').tap();
    await expect(selection.told).toHaveText('2 selected, €6.20');
    const [bar, below] = [await selection.bar.boundingBox(), await expenses.phoneBar.boundingBox()];
    expect((bar?.y ?? 0) + (bar?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0);

    await page.getByRole('button', { name: 'Done' }).tap();
    await expect(selection.bar).toBeHidden();
    await page.getByRole('button', { name: 'Select', exact: true }).tap();
    await selection.bar.getByRole('button', { name: 'Select all' }).tap();
    await expect(selection.told).toHaveText('6 selected, €21.60');
    await selection.press('Select none');
    await expenses.row('Receipt 1').tap();
    await expect(expenses.dialog.amount).toHaveValue('2.10');
  });
});
