import type { Locator, Page } from '@playwright/test';
import { Frame } from './frame';

export class ProfilePage extends Frame {
  readonly you: Locator;
  readonly password: Locator;
  readonly wallet: Locator;
  readonly device: Locator;

  constructor(page: Page) {
    super(page);
    this.you = page.getByRole('region', { name: 'You' });
    this.password = page.getByRole('region', { name: 'Password' });
    this.wallet = page.getByRole('region', { name: 'Money and time' });
    this.device = page.getByRole('region', { name: 'This device' });
  }

  async open(): Promise<void> {
    await this.page.goto('profile');
    await this.heading('Profile').waitFor();
  }

  async save(): Promise<void> {
    await this.you.getByRole('button', { name: 'Save profile' }).click();
  }

  async changePassword(current: string, next: string): Promise<void> {
    await this.password.getByRole('textbox', { name: 'Your password now' }).fill(current);
    await this.password.getByRole('textbox', { name: 'New password' }).fill(next);
    await this.password.getByRole('button', { name: 'Change password' }).click();
  }

  async chooseCurrency(code: string): Promise<void> {
    await this.wallet.getByLabel('Currency').selectOption(code);
    await this.wallet.getByRole('button', { name: 'Save money and time' }).click();
  }

  async signOut(): Promise<void> {
    await this.page.getByRole('button', { name: 'Log out' }).click();
  }
}
