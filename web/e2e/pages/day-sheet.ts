import type { Locator, Page } from '@playwright/test';
import { Frame } from './frame';

export type Cell = 'Category' | 'Amount' | 'Notes';

/** All expenses of one day as a grid. */
export class DaySheetPage extends Frame {
  readonly sheet: Locator;
  readonly save: Locator;
  readonly day: Locator;
  readonly calendar: Locator;

  constructor(page: Page) {
    super(page);
    this.sheet = page.getByRole('form', { name: 'Day sheet' });
    this.save = this.sheet.getByRole('button', { name: 'Save the day' });
    this.day = page.getByRole('button', { name: /choose another day$/ });
    this.calendar = page.getByRole('dialog', { name: 'Calendar' });
  }

  async open(date?: string): Promise<void> {
    await this.page.goto(date === undefined ? 'day' : `day?date=${date}`);
    await this.sheet.waitFor();
  }

  cell(name: Cell, row: number): Locator {
    return this.sheet.getByLabel(`${name}, row ${row}`, { exact: true });
  }

  /** What the cells of a row say. */
  async row(number: number): Promise<string[]> {
    const names: readonly Cell[] = ['Category', 'Amount', 'Notes'];
    return Promise.all(names.map((name) => this.cell(name, number).inputValue()));
  }

  /** Pastes a block of cells where the focus is, as a spreadsheet puts it on the clipboard. */
  async paste(text: string): Promise<void> {
    await this.page.evaluate((block) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', block);
      const init = { clipboardData, bubbles: true, cancelable: true };
      document.activeElement?.dispatchEvent(new ClipboardEvent('paste', init));
    }, text);
  }
}
