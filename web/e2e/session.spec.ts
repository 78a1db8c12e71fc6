import { failLogins, PASSWORD } from './ledger';
import { ExpensesPage } from './pages/expenses';
import { SignInPage } from './pages/sign-in';
import { expect, test } from './test';

test('a session that is ended elsewhere leads to the login and back to the same place', async ({
  page,
  person,
  guard,
}) => {
  guard.expectFailedRequests(/127\.0\.0\.1/);
  await person.add({ amount: '5', category: 'Travel', description: 'Bus' });
  const expenses = new ExpensesPage(page);
  await expenses.open('?category=Travel');
  await expect(expenses.row('Bus')).toBeVisible();

  await person.endSession();
  await expenses.toggleCategory('Food');

  const signIn = new SignInPage(page);
  await expect(signIn.login).toBeVisible();
  await expect(signIn.alert).toContainText('Log in to go back to where you were.');
  await signIn.logIn(person.username, PASSWORD);
  await expect(page).toHaveURL('expenses?category=Travel&category=Food');
  await expect(expenses.row('Bus')).toBeVisible();
});

test('signing out in one tab signs out the other', async ({ page, context }) => {
  const first = new ExpensesPage(page);
  await first.open();
  await expect(page.getByText('Nothing recorded yet')).toBeVisible();
  const second = await context.newPage();
  await second.goto('profile');
  await second.getByRole('button', { name: 'Log out' }).click();

  await expect(new SignInPage(second).login).toBeVisible();
  await expect(new SignInPage(page).login).toBeVisible();
});

test.describe(() => {
  test.use({ signedIn: false });

  test('a wrong password says that name and password do not belong together', async ({
    page,
    person,
    guard,
  }) => {
    guard.expectFailedRequests(/\/login$/);
    await page.goto('login');
    const signIn = new SignInPage(page);
    await signIn.logIn(person.username, 'not the password');
    await expect(signIn.alert).toHaveText('This name and password do not belong together.');
    await expect(signIn.name).toHaveValue(person.username);

    await signIn.logIn(person.username, PASSWORD);
    await expect(page.getByRole('heading', { name: /^Welcome, / })).toBeVisible();
  });

  test('too many attempts are told how long to wait', async ({ page, person, origin, guard }) => {
    guard.expectFailedRequests(/\/login$/);
    await failLogins(origin, person.username, 10);
    await page.goto('login');
    const signIn = new SignInPage(page);
    await signIn.logIn(person.username, PASSWORD);
    await expect(signIn.alert).toContainText(/Try again in \d+ minutes\./);
    await expect(signIn.password).toHaveValue(PASSWORD);
  });

  test('empty fields are said before anything is sent', async ({ page }) => {
    await page.goto('login');
    const signIn = new SignInPage(page);
    await signIn.logIn('', '');
    await expect(signIn.name).toHaveAccessibleDescription('Enter your user name or email.');
    await expect(signIn.password).toHaveAccessibleDescription('Enter your password.');
  });
});
