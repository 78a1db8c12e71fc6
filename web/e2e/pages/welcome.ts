import type { Locator, Page } from '@playwright/test';
import { Frame } from './frame';

/** What an empty wallet opens with, and the sample data that can be had from it. */
export class WelcomePage extends Frame {
  readonly first: Locator;
  readonly amount: Locator;
  readonly category: Locator;
  readonly description: Locator;
  readonly currency: Locator;
  readonly locale: Locator;
  readonly fill: Locator;
  readonly banner: Locator;

  constructor(page: Page) {
    super(page);
    this.first = page.getByRole('region', { name: 'Your first expense' });
    this.amount = this.first.getByRole('textbox', { name: 'Amount' });
    this.category = this.first.getByRole('combobox', { name: 'Category' });
    this.description = this.first.getByRole('combobox', { name: 'Description' });
    this.currency = page.getByLabel('Currency', { exact: true });
    this.locale = page.getByLabel('Amounts and dates are written as in');
    this.fill = page.getByRole('button', { name: 'Try with sample data' });
    this.banner = page.getByRole('region', { name: 'Sample data' });
  }

  async open(): Promise<void> {
    await this.page.goto('.');
    await this.first.waitFor();
  }

  async removeSamples(): Promise<void> {
    await this.banner.getByRole('button', { name: 'Remove sample data' }).click();
    await this.banner.waitFor({ state: 'hidden' });
  }
}
