import type { Locator, Page } from '@playwright/test';
import { Frame } from './frame';

export class CategoriesPage extends Frame {
  readonly list: Locator;
  readonly archived: Locator;
  readonly dialog: Locator;
  readonly name: Locator;

  constructor(page: Page) {
    super(page);
    this.list = page.getByRole('list', { name: 'Categories', exact: true });
    this.archived = page.getByRole('list', { name: 'Archived categories' });
    this.dialog = page.getByRole('dialog', { name: /category$/ });
    this.name = this.dialog.getByRole('textbox', { name: 'Name' });
  }

  async open(): Promise<void> {
    await this.page.goto('categories');
    await this.list.waitFor();
  }

  link(category: string): Locator {
    return this.list.getByRole('link', { name: category, exact: true });
  }

  async add(): Promise<void> {
    await this.page.getByRole('button', { name: 'Add category' }).click();
    await this.dialog.waitFor();
  }

  async edit(category: string): Promise<void> {
    await this.page.getByRole('button', { name: `Edit ${category}`, exact: true }).click();
    await this.dialog.waitFor();
  }

  /** The names of those in use, from the first to the last. */
  async order(): Promise<string[]> {
    return this.list.getByRole('link').allTextContents();
  }

  mover(category: string, way: 'up' | 'down'): Locator {
    return this.page.getByRole('button', { name: `Move ${category} ${way}`, exact: true });
  }

  choice(label: string): Locator {
    return this.dialog.getByRole('radio', { name: label, exact: true });
  }

  async press(button: string): Promise<void> {
    await this.dialog.getByRole('button', { name: button, exact: true }).click();
  }
}
