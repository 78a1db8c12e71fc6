import { PASSWORD } from './ledger';
import { ExpensesPage } from './pages/expenses';
import { ProfilePage } from './pages/profile';
import { SignInPage } from './pages/sign-in';
import { expect, test } from './test';

const NEW_PASSWORD = 'a better one than before';

test('the name changes where it is shown', async ({ page }) => {
  const profile = new ProfilePage(page);
  await profile.open();
  await profile.you.getByRole('textbox', { name: 'Name' }).fill('Ada Lovelace');
  await profile.save();
  await expect(profile.message('Profile saved.')).toBeVisible();
  await expect(profile.navigation).toContainText('Ada Lovelace');
  await page.reload();
  await expect(profile.navigation).toContainText('Ada Lovelace');
});

test('another email needs the password, and logs in from then on', async ({
  page,
  person,
  guard,
}) => {
  guard.expectFailedRequests(/\/me$/);
  const profile = new ProfilePage(page);
  const password = profile.you.getByRole('textbox', { name: 'Current password' });
  const email = `new-${person.email}`;
  await profile.open();
  await profile.you.getByRole('textbox', { name: 'Email' }).fill(email);
  await profile.save();
  await expect(password).toHaveAccessibleDescription(/Enter your password/);
  await password.fill('not the password');
  await profile.save();
  await expect(password).toHaveAccessibleDescription(/This is not your current password/);
  await password.fill(PASSWORD);
  await profile.save();
  await expect(profile.message('Profile saved.')).toBeVisible();

  await profile.signOut();
  await new SignInPage(page).logIn(email, PASSWORD);
  await expect(page.getByRole('heading', { name: /^Welcome, / })).toBeVisible();
});

test('another password ends all other sessions, and not this one', async ({
  page,
  person,
  openFor,
  guard,
}) => {
  guard.expectFailedRequests(/127\.0\.0\.1/);
  await person.add({ amount: '5', description: 'Bread' });
  const elsewhere = await openFor(await person.anotherSession());
  const list = new ExpensesPage(elsewhere);
  await list.open();
  await expect(list.row('Bread')).toBeVisible();

  const profile = new ProfilePage(page);
  await profile.open();
  await profile.changePassword('not the password', NEW_PASSWORD);
  const now = profile.password.getByRole('textbox', { name: 'Your password now' });
  await expect(now).toHaveAccessibleDescription(/This is not your current password/);
  await profile.changePassword(PASSWORD, NEW_PASSWORD);
  await expect(profile.message('Your other devices are logged out.')).toBeVisible();

  await elsewhere.getByRole('button', { name: 'This month' }).click();
  await expect(new SignInPage(elsewhere).login).toBeVisible();
  await new SignInPage(elsewhere).logIn(person.username, NEW_PASSWORD);
  await expect(list.row('Bread')).toBeVisible();

  await page.reload();
  await profile.goTo('Expenses');
  await expect(new ExpensesPage(page).row('Bread')).toBeVisible();
});

test('the currency can change until something is recorded, and says then why it stays', async ({
  page,
}) => {
  const profile = new ProfilePage(page);
  await profile.open();
  await profile.chooseCurrency('JPY');
  await expect(profile.message('Settings for money and time saved.')).toBeVisible();
  await profile.goTo('Expenses');
  const expenses = new ExpensesPage(page);
  await expenses.dialog.add({ amount: '1200', category: 'Food' });
  await expect(expenses.sum).toHaveText('1 expense · ¥1,200');

  await expenses.goTo('Profile');
  const currency = profile.wallet.getByRole('textbox', { name: 'Currency' });
  await expect(currency).toHaveValue('JPY, Japanese Yen');
  await expect(currency).toHaveAccessibleDescription(/your expenses are recorded in it/);
  await expect(currency).not.toBeEditable();
});

test('a currency that something else than an expense has fixed is refused in words', async ({
  page,
  person,
  guard,
}) => {
  guard.expectFailedRequests(/\/me$/);
  await person.setBudget('Food', '90');
  const profile = new ProfilePage(page);
  await profile.open();
  await profile.chooseCurrency('JPY');
  const currency = profile.wallet.getByLabel('Currency');
  await expect(currency).toHaveAccessibleDescription(/no expense and no budget/);
  await page.reload();
  await expect(currency).toHaveValue('EUR');
});

test('amounts are written and read as the chosen country does', async ({ page, person }) => {
  await person.add({ amount: '1234.5', description: 'Sofa' });
  const profile = new ProfilePage(page);
  await profile.open();
  await profile.wallet.getByLabel('Amounts and dates are written as in').selectOption('de-DE');
  await profile.wallet.getByRole('button', { name: 'Save money and time' }).click();
  await expect(profile.message('Settings for money and time saved.')).toBeVisible();
  await profile.goTo('Expenses');
  const expenses = new ExpensesPage(page);
  await expect(expenses.sum).toHaveText(/1\.234,50\s€$/);
  await expenses.dialog.add({ amount: '0,50', category: 'Food', description: 'Roll' });
  await expect(expenses.sum).toHaveText(/1\.235,00\s€$/);
});

test('the theme is chosen for this device, and kept', async ({ page }) => {
  const profile = new ProfilePage(page);
  const root = page.locator('html');
  await page.emulateMedia({ colorScheme: 'light' });
  await profile.open();
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'light');
  await profile.device.getByText('Dark').click();
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.reload();
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await profile.device.getByText('System').click();
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'dark');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the way out of the session is in sight', async ({ page }) => {
    await new ProfilePage(page).open();
    await expect(page.getByRole('button', { name: 'Log out' })).toBeInViewport();
  });
});
