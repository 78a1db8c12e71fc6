import type { Locator } from '@playwright/test';
import { month } from './dates';
import { fillWallet } from './household';
import { BudgetsPage } from './pages/budgets';
import { ExpensesPage } from './pages/expenses';
import { Selection } from './pages/selection';
import { settled } from './settled';
import { expect, test } from './test';

/** What a desktop of 1440 by 900 is left with at 200 %. */
test.use({ viewport: { width: 720, height: 450 } });

async function ends(part: Locator): Promise<{ top: number; bottom: number }> {
  await settled(part.page());
  return part.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return { top, bottom };
  });
}

async function expectInside(part: Locator, height: number): Promise<void> {
  const { top, bottom } = await ends(part);
  expect(top).toBeGreaterThanOrEqual(0);
  expect(bottom).toBeLessThanOrEqual(height);
}

test('the calendar of a date and the choice of months are in the window as a whole', async ({
  page,
}) => {
  const expenses = new ExpensesPage(page);
  await expenses.open();
  await expenses.dialog.open();
  await expenses.dialog.openCalendar();
  await expectInside(expenses.dialog.calendar, 450);
  await new BudgetsPage(page).open();
  await page.getByRole('button', { name: /choose another month$/ }).click();
  await expectInside(page.getByRole('dialog', { name: /^Choose a month/ }), 450);
});

test('the bar below leaves the ways out of an empty result free', async ({ page, person }) => {
  await fillWallet(person);
  const expenses = new ExpensesPage(page);
  await expenses.open(`?month=${month()}&category=Food&q=nowhere`);
  const out = page.getByRole('button', { name: 'Show all expenses' });
  const plus = expenses.phoneBar.getByRole('button', { name: 'Add expense' });
  await expectInside(out, (await ends(plus)).top);
});

test('what can be done with selected rows is said in words', async ({ page, person }) => {
  await fillWallet(person);
  const expenses = new ExpensesPage(page);
  const selection = new Selection(page);
  await expenses.open();
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  await selection.box('Cinema').click();
  for (const words of ['Change date', 'Change category', 'Delete']) {
    await expect(selection.bar.getByText(words)).toBeVisible();
  }
  const spills = await selection.bar.evaluate((bar) => bar.scrollWidth - bar.clientWidth);
  expect(spills).toBe(0);
});
