import type { Locator, Page } from '@playwright/test';

export type Place = 'Dashboard' | 'Expenses' | 'Budgets' | 'Categories' | 'Profile';

/** What surrounds every page: the ways to the others, the button for a new expense, and what the app has to say. */
export class Frame {
  readonly page: Page;
  readonly navigation: Locator;
  readonly phoneBar: Locator;

  constructor(page: Page) {
    this.page = page;
    this.navigation = page.getByRole('navigation', { name: 'Main', exact: true });
    this.phoneBar = page.getByRole('navigation', { name: 'Main, bottom' });
  }

  async goTo(place: Place): Promise<void> {
    await this.navigation.getByRole('link', { name: place, exact: true }).click();
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { level: 1, name });
  }

  message(text: string | RegExp): Locator {
    // A problem is an alert; what went well is only mentioned.
    return this.page.getByRole('alert').or(this.page.getByRole('status')).filter({ hasText: text });
  }

  async undo(text: string | RegExp): Promise<void> {
    const message = this.message(text);
    await message.getByRole('button', { name: 'Undo' }).click();
    // It fades: until it is gone, the same words said again would be there twice.
    await message.waitFor({ state: 'hidden' });
  }

  async retry(): Promise<void> {
    await this.page.getByRole('button', { name: 'Try again' }).first().click();
  }
}
