import { daysAgo, month, today } from './dates';
import { DaySheetPage } from './pages/day-sheet';
import { ExpensesPage } from './pages/expenses';
import { expect, PHONE, test } from './test';

test('an evening is typed by keyboard alone and saved in one go', async ({ page, person }) => {
  const sheet = new DaySheetPage(page);
  await sheet.open();
  await sheet.cell('Category', 1).focus();
  await page.keyboard.type('Fo');
  await page.keyboard.press('Enter');
  await expect(sheet.cell('Amount', 1)).toBeFocused();
  await page.keyboard.type('2*3.25');
  await page.keyboard.press('Enter');
  await expect(sheet.cell('Amount', 1)).toHaveValue('6.50');
  await page.keyboard.type('Bread');
  await page.keyboard.press('Enter');
  await expect(sheet.cell('Category', 2)).toBeFocused();
  await page.keyboard.type('Beekeeping');
  await page.keyboard.press('Tab');
  await page.keyboard.type('40');
  await expect(sheet.sheet.getByRole('status')).toHaveText('Total €46.50');
  await expect(sheet.sheet).toContainText('2 new');
  await page.keyboard.press('Control+Enter');
  await expect(sheet.message('Saved: 2 new')).toBeVisible();
  const rows = await person.expenses();
  expect(rows.map(({ amount, category, date }) => [amount, category, date]).toReversed()).toEqual([
    [6.5, 'Food', today()],
    [40, 'Beekeeping', today()],
  ]);
  await page.reload();
  await expect(sheet.cell('Category', 2)).toHaveValue('Beekeeping');
  await expect(sheet.save).toBeDisabled();
});

test('rows are changed and deleted, and the arrows walk through them', async ({ page, person }) => {
  for (const amount of ['1', '2', '3']) {
    await person.add({ amount, category: 'Food', description: `Number ${amount}` });
  }
  const sheet = new DaySheetPage(page);
  await sheet.open();
  await sheet.cell('Amount', 1).focus();
  await page.keyboard.press('ArrowDown');
  await expect(sheet.cell('Amount', 2)).toBeFocused();
  await page.keyboard.type('20');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+Delete');
  await page.keyboard.press('ArrowUp');
  await expect(sheet.sheet).toContainText('1 changed · 1 deleted');
  await expect(sheet.cell('Amount', 3)).toHaveAttribute('readonly');
  await sheet.cell('Notes', 3).focus();
  await page.keyboard.press('Tab');
  await expect(sheet.sheet.getByRole('button', { name: 'Keep row 3' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(sheet.cell('Amount', 3)).toBeEditable();
  await sheet.cell('Amount', 1).fill('0');
  await sheet.save.click();
  await expect(sheet.message('Saved: 1 changed · 1 deleted')).toBeVisible();
  expect((await person.expenses()).map(({ amount }) => amount)).toEqual([3, 20]);
});

test('a block from a spreadsheet is pasted, and what is wrong is said at its cell', async ({
  page,
  person,
}) => {
  await person.changeMe({ locale: 'de-DE' });
  const sheet = new DaySheetPage(page);
  await sheet.open();
  await sheet.cell('Category', 1).focus();
  await sheet.paste(
    ['Food', 'Housing', 'Food', 'Travel', '', 'Gifts', 'Food']
      .map((name, at) => `${name}\t${at === 2 ? 'viel' : `1.00${at},50`}\t"Zeile\n${at}"`)
      .join('\r\n'),
  );
  expect(await sheet.row(2)).toEqual(['Housing', '1.001,50', 'Zeile 1']);
  expect(await sheet.row(8)).toEqual(['', '', '']);
  await sheet.save.click();
  await expect(sheet.cell('Amount', 3)).toHaveAccessibleDescription(/not an amount/);
  await expect(sheet.cell('Category', 5)).toHaveAccessibleDescription(/Choose a category/);
  await expect(sheet.cell('Amount', 3)).toBeFocused();
  await page.keyboard.type('7');
  await sheet.cell('Category', 5).fill('Leisure');
  await page.keyboard.press('Control+Enter');
  await expect(sheet.message('Saved: 7 new')).toBeVisible();
  const amounts = (await person.expenses()).map(({ amount }) => amount);
  expect(amounts.toReversed()).toEqual([1000.5, 1001.5, 7, 1003.5, 1004.5, 1005.5, 1006.5]);
});

test('unsaved rows are there again, and a row without an amount is left out', async ({
  page,
  person,
}) => {
  const sheet = new DaySheetPage(page);
  await sheet.open();
  await sheet.cell('Amount', 1).fill('5');
  await sheet.cell('Notes', 2).fill('How much was it?');
  await page.getByRole('button', { name: 'Previous day' }).click();
  await expect(sheet.cell('Amount', 1)).toHaveValue('');
  await page.getByRole('button', { name: 'Next day' }).click();
  await expect(sheet.cell('Amount', 1)).toHaveValue('5.00');
  await page.reload();
  await expect(sheet.sheet).toContainText('These rows were not saved before.');
  await sheet.cell('Category', 1).fill('Food');
  await page.keyboard.press('Control+Enter');
  await expect(sheet.message('Saved: 1 new')).toBeVisible();
  await expect(sheet.sheet).toContainText('1 without an amount is left out');
  await expect(sheet.cell('Notes', 2)).toHaveValue('How much was it?');
  await sheet.sheet.getByRole('button', { name: 'Discard' }).click();
  await expect(sheet.cell('Notes', 2)).toHaveValue('');
  expect(await person.expenses()).toHaveLength(1);
});

test('what somebody else did meanwhile is shown, and nothing is lost of either', async ({
  page,
  person,
  guard,
}) => {
  guard.expectFailedRequests(/\/days\//);
  const kept = await person.add({ amount: '1', category: 'Food', description: 'Theirs soon' });
  const mine = await person.add({ amount: '2', category: 'Food', description: 'Mine' });
  const sheet = new DaySheetPage(page);
  await sheet.open();
  await sheet.cell('Amount', 2).fill('22');
  await sheet.cell('Category', 3).fill('Gifts');
  await sheet.cell('Amount', 3).fill('9');
  const phone = await person.anotherSession();
  await phone.change(kept.id, { amount: '11' });
  await phone.remove(mine.id);
  await phone.add({ amount: '5', category: 'Travel', description: 'Tram' });
  await sheet.save.click();
  await expect(sheet.message('changed elsewhere in the meantime')).toBeVisible();
  expect(await sheet.row(1)).toEqual(['Food', '11.00', 'Theirs soon']);
  await sheet.save.click();
  await expect(sheet.message('Saved: 2 new')).toBeVisible();
  const amounts = (await person.expenses()).map(({ amount }) => amount);
  expect(amounts.toSorted((one, other) => one - other)).toEqual([5, 9, 11, 22]);
});

test('two who change one expense keep what each has changed of it', async ({
  page,
  person,
  guard,
}) => {
  guard.expectFailedRequests(/\/days\//);
  const made = await person.add({ amount: '1', category: 'Food', description: 'Tram' });
  const sheet = new DaySheetPage(page);
  await sheet.open();
  await sheet.cell('Amount', 1).fill('9');
  await sheet.cell('Notes', 1).fill('Bus');
  await person.change(made.id, { category: 'Travel', description: 'Ferry' });
  await page.keyboard.press('Control+Enter');
  await expect(sheet.message('changed elsewhere in the meantime')).toBeVisible();
  await expect(sheet.cell('Notes', 1)).toBeFocused();
  expect(await sheet.row(1)).toEqual(['Travel', '9.00', 'Bus']);
  await expect(sheet.cell('Notes', 1)).toHaveAccessibleDescription('Elsewhere: Ferry');
  await page.keyboard.press('Control+Enter');
  await expect(sheet.message('Saved: 1 changed')).toBeVisible();
  const [after] = await person.expenses();
  expect(after).toMatchObject({ amount: 9, category: 'Travel', description: 'Bus' });
});

test('saving again after every answer got lost records once', async ({ page, person, guard }) => {
  guard.expectFailedRequests(/\/days\//);
  const sheet = new DaySheetPage(page);
  await sheet.open();
  // Not as it is stored.
  await sheet.cell('Category', 1).fill('food');
  await sheet.cell('Amount', 1).fill('5');
  let lost = true;
  await page.route('**/days/*', async (route) => {
    if (route.request().method() !== 'PUT' || !lost) return route.continue();
    await route.fetch();
    return route.abort('connectionreset');
  });
  await sheet.save.click();
  // The app asks again for a quarter of a minute.
  await expect(sheet.sheet.getByRole('alert')).toContainText('try again', { timeout: 30_000 });
  lost = false;
  await sheet.cell('Notes', 1).fill('Cake');
  await sheet.save.click();
  await expect(sheet.message('Saved: 1 changed')).toBeVisible();
  expect((await person.expenses()).map(({ description }) => description)).toEqual(['Cake']);
});

test('the calendar marks the days that have expenses, and leads to them', async ({
  page,
  person,
}) => {
  const day = `${month(-1)}-09`;
  await person.add({ amount: '4', category: 'Food', description: 'Soup', date: day });
  const sheet = new DaySheetPage(page);
  await sheet.open();
  await sheet.day.click();
  await sheet.calendar.locator('[data-day]:focus').waitFor();
  await page.keyboard.press('PageUp');
  const marked = sheet.calendar.getByRole('button', { name: /, has expenses$/ });
  await expect(marked).toHaveCount(1);
  await marked.click();
  await expect(page).toHaveURL(new RegExp(`day\\?date=${day}$`));
  expect(await sheet.row(1)).toEqual(['Food', '4.00', 'Soup']);
  await expect(sheet.calendar).toBeHidden();
  await page.keyboard.press(',');
  await expect(page).toHaveURL(new RegExp(`day\\?date=${month(-1)}-08$`));
});

test('the list leads to the sheet of each day', async ({ page, person }) => {
  await person.add({ amount: '4', category: 'Food', description: 'Soup', date: daysAgo(1) });
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await page.getByRole('link', { name: /^Day sheet of / }).click();
  const sheet = new DaySheetPage(page);
  await expect(sheet.cell('Notes', 1)).toHaveValue('Soup');
});

test.describe('on a phone', () => {
  test.use(PHONE);

  test('a day fits into the width, and is saved by a finger', async ({ page, person }) => {
    await person.add({ amount: '4', category: 'Food', description: 'Soup' });
    const sheet = new DaySheetPage(page);
    await sheet.open();
    await sheet.cell('Amount', 2).fill('3');
    await sheet.cell('Category', 2).tap();
    await page.getByRole('option', { name: 'Housing' }).tap();
    await expect(sheet.cell('Amount', 2)).toBeFocused();
    await sheet.save.tap();
    await expect(sheet.message('Saved: 1 new')).toBeVisible();
    const spills = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(spills).toBeLessThanOrEqual(0);
  });
});
