import type { Locator, Page } from '@playwright/test';

export interface ExpenseFields {
  readonly amount?: string;
  readonly category?: string;
  readonly date?: string;
  readonly description?: string;
}

/** The form of one expense, new or known. */
export class ExpenseDialog {
  readonly page: Page;
  readonly dialog: Locator;
  readonly amount: Locator;
  readonly category: Locator;
  readonly date: Locator;
  /** The days below the field of the date. */
  readonly calendar: Locator;
  readonly description: Locator;
  readonly alert: Locator;
  readonly saveButton: Locator;

  /** The form stands in a dialog, unless a part of the page is named that has it. */
  constructor(page: Page, form = page.getByRole('dialog', { name: /expense$/ })) {
    this.page = page;
    this.dialog = form;
    this.amount = this.dialog.getByRole('textbox', { name: 'Amount' });
    this.category = this.dialog.getByRole('combobox', { name: 'Category' });
    this.date = this.dialog.getByLabel('Date');
    this.calendar = page.getByRole('dialog', { name: 'Calendar' });
    // With proposals in the form, without in a row of the list.
    this.description = this.dialog
      .getByRole('combobox', { name: 'Description' })
      .or(this.dialog.getByRole('textbox', { name: 'Description' }));
    this.alert = this.dialog.getByRole('alert');
    this.saveButton = this.dialog.getByRole('button', { name: /^Save( mine)?$/ });
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: 'Add expense' }).first().click();
    await this.dialog.waitFor();
  }

  async fill(fields: ExpenseFields): Promise<void> {
    const { amount, category, date, description } = fields;
    if (amount !== undefined) await this.amount.fill(amount);
    if (category !== undefined) {
      await this.category.fill(category);
      // The list of proposals would lie over what comes next.
      await this.page.getByRole('option', { name: category, exact: true }).click();
    }
    if (date !== undefined) await this.date.fill(date);
    if (description !== undefined) await this.description.fill(description);
  }

  async save(): Promise<void> {
    await this.saveButton.click();
  }

  quickDate(name: 'Today' | 'Yesterday'): Locator {
    return this.dialog.getByRole('button', { name });
  }

  /** Opens the calendar by keyboard, as soon as its day has the focus. */
  async openCalendar(): Promise<void> {
    await this.date.press('ArrowDown');
    await this.calendar.locator('[data-day]:focus').waitFor();
  }

  async saveAndAddAnother(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Save and add another' }).click();
  }

  async add(fields: ExpenseFields): Promise<void> {
    await this.open();
    await this.fill(fields);
    await this.save();
    await this.dialog.waitFor({ state: 'hidden' });
  }
}
