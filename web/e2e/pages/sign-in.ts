import type { Locator, Page } from '@playwright/test';

/** Login and registration: two cards with the same three things. */
export class SignInPage {
  readonly page: Page;
  readonly login: Locator;
  readonly register: Locator;
  readonly alert: Locator;
  readonly password: Locator;
  readonly name: Locator;

  constructor(page: Page) {
    this.page = page;
    this.login = page.getByRole('heading', { name: 'Welcome', exact: true });
    this.register = page.getByRole('heading', { name: 'Create your account' });
    this.alert = page.getByRole('alert');
    this.name = page.getByRole('textbox', { name: /^User name/ });
    this.password = page.getByRole('textbox', { name: 'Password' });
  }

  async logIn(name: string, password: string): Promise<void> {
    await this.name.fill(name);
    await this.password.fill(password);
    await this.page.getByRole('button', { name: 'Log in' }).click();
  }

  async createAccount(name: string, password: string, currency: string): Promise<void> {
    await this.name.fill(name);
    await this.password.fill(password);
    await this.page.getByLabel('Currency').selectOption(currency);
    await this.page.getByRole('button', { name: 'Create account' }).click();
  }
}
