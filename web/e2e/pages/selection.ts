import type { Locator, Page } from '@playwright/test';

/** What is selected in the list, and the bar that acts on it. */
export class Selection {
  readonly page: Page;
  readonly bar: Locator;
  /** What a screen reader is told. */
  readonly told: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.bar = page.getByRole('region', { name: 'Selected expenses' });
    this.told = page.getByRole('status', { name: 'Selected', exact: true });
    this.dialog = page.getByRole('dialog', { name: /^Change the (date|category) of / });
  }

  box(title: string): Locator {
    return this.page.getByRole('checkbox', { name: `Select ${title}, ` });
  }

  async press(action: 'Change date' | 'Change category' | 'Delete' | 'Select none'): Promise<void> {
    await this.bar.getByRole('button', { name: action }).click();
  }

  async moveTo(date: string): Promise<void> {
    await this.press('Change date');
    await this.dialog.getByLabel('Date').fill(date);
    await this.dialog.getByRole('button', { name: 'Change date' }).click();
    await this.dialog.waitFor({ state: 'hidden' });
  }
}
