import { daysAgo, digits, month, monthTitle, today } from './dates';
import { ExpensesPage, openNewExpense } from './pages/expenses';
import { expect, PHONE, test } from './test';

const dayIn = (yearMonth: string, day: string) => `${yearMonth}-${day}`;

test('a date is typed in the order of the account, and written out', async ({ page, person }) => {
  await person.changeMe({ date_format: 'mdy' });
  const { dialog } = await openNewExpense(page);
  const [year, monthNumber] = month(-1).split('-');
  await dialog.fill({ amount: '4', category: 'Food', description: 'Coffee' });
  await dialog.date.fill(`${Number(monthNumber)}/9/${year}`);
  await page.keyboard.press('Tab');
  await expect(dialog.date).toHaveValue(`${monthNumber}/09/${year}`);
  await dialog.date.press('Enter');
  await expect(dialog.dialog).toBeHidden();
  await expect.poll(async () => (await person.expenses())[0]?.date).toBe(dayIn(month(-1), '09'));
});

test('what is no date is said at the field, and stays as it was typed', async ({
  page,
  person,
}) => {
  const { dialog } = await openNewExpense(page);
  await dialog.fill({ amount: '4', category: 'Food', date: '31/02/2026' });
  await dialog.date.press('Enter');
  await expect(dialog.date).toHaveAccessibleDescription(
    `This is not a date. Enter one like ${digits(today())}.`,
  );
  await expect(dialog.date).toHaveValue('31/02/2026');
  await dialog.date.fill('yesterday');
  await dialog.date.press('Enter');
  await expect(dialog.dialog).toBeHidden();
  await expect.poll(async () => (await person.expenses())[0]?.date).toBe(daysAgo(1));
});

test('the calendar is used by keyboard, and its Escape leaves the form open', async ({
  page,
  person,
}) => {
  const { dialog } = await openNewExpense(page);
  await dialog.fill({ amount: '4', category: 'Food', date: dayIn(month(-1), '15') });
  await dialog.openCalendar();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Escape');
  await expect(dialog.calendar).toBeHidden();
  await expect(dialog.date).toBeFocused();
  await expect(dialog.date).toHaveValue(digits(dayIn(month(-1), '15')));

  await dialog.date.press('Alt+ArrowDown');
  await dialog.calendar.locator('[data-day]:focus').waitFor();
  for (const key of ['ArrowRight', 'ArrowDown', 'PageUp']) await page.keyboard.press(key);
  await expect(dialog.calendar.getByRole('grid')).toHaveAccessibleName(monthTitle(month(-2)));
  await page.keyboard.press('Enter');
  await expect(dialog.calendar).toBeHidden();
  await expect(dialog.date).toBeFocused();
  await expect(dialog.date).toHaveValue(digits(dayIn(month(-2), '23')));
  await page.keyboard.press('Enter');
  await expect(dialog.dialog).toBeHidden();
  await expect.poll(async () => (await person.expenses())[0]?.date).toBe(dayIn(month(-2), '23'));
});

test('the months of the calendar, too, leave Escape to it', async ({ page }) => {
  const { dialog } = await openNewExpense(page);
  await dialog.dialog.getByRole('button', { name: 'Calendar' }).click();
  await dialog.calendar.getByRole('button', { name: /choose another month$/ }).click();
  await dialog.calendar.getByRole('button', { name: 'Previous year' }).click();
  await page.keyboard.press('Escape');
  await expect(dialog.calendar).toBeHidden();
  await expect(dialog.date).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog.dialog).toBeHidden();
});

test('a row keeps its fields while a day is chosen for it', async ({ page, person }) => {
  await person.add({ amount: '5', description: 'Milk', date: dayIn(month(-1), '15') });
  const expenses = new ExpensesPage(page);
  const { editor } = expenses;
  await expenses.open(`?month=${month(-1)}`);
  await expenses.row('Milk').click();
  await editor.dialog.getByRole('button', { name: 'Calendar' }).click();
  await editor.calendar.locator('[data-day]:focus').waitFor();
  await page.keyboard.press('Escape');
  await expect(editor.calendar).toBeHidden();
  await expect(editor.date).toBeFocused();
  await editor.openCalendar();
  await editor.calendar.locator(`[data-day="${dayIn(month(-1), '04')}"]`).click();
  await expect(editor.date).toHaveValue(digits(dayIn(month(-1), '04')));
  await page.keyboard.press('Enter');
  await expect(editor.dialog).toBeHidden();
  await expect.poll(async () => (await person.expenses())[0]?.date).toBe(dayIn(month(-1), '04'));
});

test("today is the wallet's", async ({ page, person }) => {
  const timeZone = 'Pacific/Kiritimati';
  await person.changeMe({ time_zone: timeZone });
  const { dialog } = await openNewExpense(page);
  await dialog.openCalendar();
  const there = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date());
  await expect(dialog.calendar.locator('[aria-current="date"]')).toHaveAttribute('data-day', there);
});

const WEEKS = [
  { language: 'en', first_day_of_week: 'saturday', label: 'Date', name: 'Calendar', first: 'Sat' },
  { language: 'de', first_day_of_week: 'sunday', label: 'Datum', name: 'Kalender', first: 'So' },
  { language: 'es', first_day_of_week: null, label: 'Fecha', name: 'Calendario', first: 'lun' },
];

for (const { label, name, first, ...me } of WEEKS) {
  test(`weeks begin on ${me.first_day_of_week ?? 'the usual day'}, in ${me.language}`, async ({
    page,
    person,
  }) => {
    await person.changeMe(me);
    await page.goto('expenses');
    await page.getByRole('main').waitFor();
    await page.keyboard.press('n');
    await page.getByLabel(label, { exact: true }).press('ArrowDown');
    const calendar = page.getByRole('dialog', { name, exact: true });
    await expect(calendar.getByRole('columnheader').first()).toHaveText(first);
    const [firstWeek, ...others] = await calendar.getByRole('row').all();
    expect(firstWeek).toBeDefined();
    const second = others.at(1)?.getByRole('gridcell').first().locator('[data-day]');
    const day = await second?.getAttribute('data-day');
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    expect(weekday).toBe({ saturday: 6, sunday: 0 }[me.first_day_of_week ?? ''] ?? 1);
  });
}

test('many are moved to a day of the calendar', async ({ page, person }) => {
  await person.add({ amount: '5', description: 'Milk' });
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expenses.row('Milk').focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Change date' }).click();
  const asks = page.getByRole('dialog', { name: 'Change the date of 1 expense' });
  await asks.getByLabel('Date').press('ArrowDown');
  const calendar = page.getByRole('dialog', { name: 'Calendar' });
  await calendar.getByRole('button', { name: 'Previous month' }).click();
  await calendar.locator(`[data-day="${dayIn(month(-1), '07')}"]`).click();
  await asks.getByRole('button', { name: 'Change date' }).click();
  await expect(asks).toBeHidden();
  await expect.poll(async () => (await person.expenses())[0]?.date).toBe(dayIn(month(-1), '07'));
});

test.describe('on a phone', () => {
  test.use(PHONE);

  test("the date is the device's own field", async ({ page, person }) => {
    const expenses = new ExpensesPage(page);
    const { dialog } = expenses;
    await expenses.open();
    await page.getByRole('button', { name: 'Add expense' }).filter({ visible: true }).tap();
    await expect(dialog.date).toHaveAttribute('type', 'date');
    await dialog.fill({ amount: '4', category: 'Food', date: daysAgo(3) });
    await dialog.save();
    await expect.poll(async () => (await person.expenses())[0]?.date).toBe(daysAgo(3));
  });
});
