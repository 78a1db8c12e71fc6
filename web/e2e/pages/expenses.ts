import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { ExpenseDialog } from './expense-dialog';
import { Frame } from './frame';

/** The list, with the form for a new expense open over it. */
export async function openNewExpense(page: Page) {
  const expenses = new ExpensesPage(page);
  const { dialog } = expenses;
  await expenses.open();
  await dialog.open();
  return { expenses, dialog };
}

/** The list with its filters. */
export class ExpensesPage extends Frame {
  readonly dialog: ExpenseDialog;
  /** A row that is edited where it stands. */
  readonly editor: ExpenseDialog;
  readonly search: Locator;
  readonly sum: Locator;
  readonly rows: Locator;
  readonly categories: Locator;

  constructor(page: Page) {
    super(page);
    this.dialog = new ExpenseDialog(page);
    this.editor = new ExpenseDialog(page, page.getByRole('form', { name: /^Edit / }));
    this.search = page.getByRole('searchbox', { name: 'Search expenses' });
    this.sum = page.getByRole('status').filter({ hasText: /expenses? · / });
    this.rows = page.getByRole('button', { name: /^Edit / });
    this.categories = page.getByRole('dialog', { name: /categories/i });
  }

  async open(query = ''): Promise<void> {
    await this.page.goto(`expenses${query}`);
  }

  row(title: string): Locator {
    return this.page.getByRole('button', { name: `Edit ${title}, ` });
  }

  /** The description and amount of each row, from top to bottom. */
  async listed(): Promise<string[]> {
    const labels = await this.rows.evaluateAll((rows) =>
      rows.map((row) => row.getAttribute('aria-label') ?? ''),
    );
    return labels.map((label) => label.replace(/^Edit /, ''));
  }

  /** The same for a list of any length: scrolls to its end, and gathers what comes by. */
  async listedToTheEnd(): Promise<string[]> {
    const seen = await this.page.evaluate(async () => {
      const labels = new Set<string>();
      const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      const root = document.documentElement;
      const more = () =>
        Array.from(document.querySelectorAll('main button')).some((button) =>
          button.textContent?.includes('Show more'),
        );
      const atEnd = () => window.scrollY + window.innerHeight >= root.scrollHeight - 1;
      for (let last = false; ; ) {
        for (const row of Array.from(document.querySelectorAll('[aria-label^="Edit "]'))) {
          labels.add(row.getAttribute('aria-label') ?? '');
        }
        if (last) return [...labels];
        window.scrollBy({ top: 900, behavior: 'instant' });
        await drawn();
        last = atEnd() && !more();
      }
    });
    return seen.map((label) => label.replace(/^Edit /, ''));
  }

  /** Opens a row for editing: where it stands in a wide window, in a sheet on a phone. */
  async edit(title: string): Promise<ExpenseDialog> {
    await this.row(title).click();
    await this.editor.dialog.or(this.dialog.dialog).waitFor();
    return (await this.editor.dialog.isVisible()) ? this.editor : this.dialog;
  }

  async delete(title: string): Promise<void> {
    await this.page.getByRole('button', { name: `Delete ${title}, ` }).click();
  }

  async duplicate(title: string): Promise<void> {
    await this.page.getByRole('button', { name: `Duplicate ${title}, ` }).click();
  }

  chip(label: string): Locator {
    return this.page.getByRole('button', { name: `Remove filter ${label}` });
  }

  async toggleCategory(name: string): Promise<void> {
    await this.openCategories();
    await this.categories.getByRole('checkbox', { name, exact: true }).click();
    await this.page.keyboard.press('Escape');
    await this.categories.waitFor({ state: 'hidden' });
  }

  async openCategories(): Promise<void> {
    await this.page.getByRole('button', { name: 'Categories' }).click();
    await this.categories.waitFor();
  }

  /** The lines of the file that the export button gives, and its name. */
  async exportCsv(): Promise<{ readonly name: string; readonly lines: readonly string[] }> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('button', { name: 'Export CSV' }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    const lines = text
      .replace(/^\uFEFF/, '')
      .trimEnd()
      .split(/\r?\n/);
    return { name: download.suggestedFilename(), lines };
  }
}
