import { expect, test } from './test';

test.describe('in a browser that asks for German', () => {
  test.use({ locale: 'de-CH' });

  test('Outlay speaks German before and after the login', async ({ page }) => {
    await page.goto('expenses');
    await expect(page).toHaveTitle('Ausgaben · Outlay');
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  });
});

test('the language of the account goes before the language of the browser', async ({
  page,
  person,
}) => {
  await person.changeMe({ language: 'es' });
  await page.goto('expenses');
  await expect(page).toHaveTitle('Gastos · Outlay');
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
});

test('the days on which weeks can begin have their names in the language, and a choice is kept', async ({
  page,
  person,
}) => {
  await person.changeMe({ language: 'de' });
  await page.goto('profile');
  const weeks = page.getByRole('combobox', { name: 'Wochen beginnen am' });
  await expect(weeks.locator('option')).toHaveText([
    'Wie bei den Beträgen (Montag)',
    'Montag',
    'Samstag',
    'Sonntag',
  ]);
  await weeks.selectOption('Sonntag');
  await expect(page.getByText('Erster Wochentag gespeichert.')).toBeVisible();
  await page.reload();
  await expect(weeks).toHaveValue('sunday');
});

test('another language in the profile counts at once', async ({ page }) => {
  await page.goto('profile');
  await page.getByRole('combobox', { name: 'Language' }).selectOption('Deutsch');
  await expect(page).toHaveTitle('Profil · Outlay');
  await expect(page.getByRole('combobox', { name: 'Sprache' })).toHaveValue('de');
  await page.reload();
  await expect(page).toHaveTitle('Profil · Outlay');
});
