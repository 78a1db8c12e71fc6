import type { Locator, Page } from '@playwright/test';
import { Frame } from './frame';

export class BudgetsPage extends Frame {
  readonly table: Locator;

  constructor(page: Page) {
    super(page);
    this.table = page.getByRole('table', { name: /^Budgets in / });
  }

  async open(query = ''): Promise<void> {
    await this.page.goto(`budgets${query}`);
    await this.table.waitFor();
  }

  field(category: string): Locator {
    return this.page.getByRole('textbox', { name: `Budget for ${category}` });
  }

  row(category: string): Locator {
    const name = this.page.getByRole('rowheader', { name: category, exact: true });
    return this.table.getByRole('row').filter({ has: name });
  }

  /** The names of the categories from top to bottom. */
  async order(): Promise<string[]> {
    const names = await this.table
      .getByRole('textbox')
      .evaluateAll((fields) => fields.map((field) => field.getAttribute('aria-label') ?? ''));
    return names.map((name) => name.replace('Budget for ', ''));
  }

  /** Types an amount and presses Enter, which saves it and goes down. */
  async type(category: string, amount: string): Promise<void> {
    await this.field(category).fill(amount);
    await this.field(category).press('Enter');
  }

  saved(category: string): Locator {
    return this.row(category).getByRole('status').getByLabel('Saved');
  }

  async remove(category: string): Promise<void> {
    await this.page.getByRole('button', { name: `Remove the budget for ${category}` }).click();
  }
}
