import type { Locator, Page } from '@playwright/test';
import { ExpenseDialog } from './expense-dialog';
import { Frame } from './frame';

/** From the middle of the ring to the middle of its band, in pixels. */
const RING_RADIUS = 76;

export class DashboardPage extends Frame {
  readonly dialog: ExpenseDialog;
  readonly spent: Locator;
  readonly ring: Locator;
  readonly bars: Locator;
  readonly months: Locator;
  readonly latest: Locator;

  constructor(page: Page) {
    super(page);
    this.dialog = new ExpenseDialog(page);
    this.spent = page.getByRole('link', { name: /, show the expenses of / });
    this.ring = page.getByRole('region', { name: 'Where it went' });
    this.bars = page.getByRole('region', { name: 'Budget against spent' });
    this.months = page.getByRole('region', { name: 'Twelve months' });
    this.latest = page.getByRole('region', { name: 'Latest' });
  }

  async open(query = ''): Promise<void> {
    await this.page.goto(query || '.');
  }

  /** The card of a number, by the words above it. */
  figure(label: RegExp): Locator {
    return this.page
      .locator('section')
      .filter({ has: this.page.getByRole('heading', { level: 2, name: label }) });
  }

  slice(category: string): Locator {
    return this.ring
      .getByRole('table')
      .getByRole('row')
      .filter({ has: this.page.getByRole('link', { name: category, exact: true }) });
  }

  budget(category: string): Locator {
    return this.bars
      .getByRole('table')
      .getByRole('row')
      .filter({ has: this.page.getByRole('link', { name: category, exact: true }) });
  }

  /** Clicks the amount in the middle of the ring. */
  async clickTotal(): Promise<void> {
    await this.page.mouse.move(0, 0);
    await this.ring.getByText(/^\d+ categor(y|ies)$/).click();
  }

  /** Clicks the picture of the ring at its right; the largest slice lies there when it is more than a quarter. */
  async clickRing(categories: string): Promise<void> {
    // Pointing at a row shows that category in the middle.
    await this.page.mouse.move(0, 0);
    const below = await this.ring.getByText(categories, { exact: true }).boundingBox();
    if (!below) throw new Error('the ring is not drawn');
    await this.page.mouse.click(below.x + below.width / 2 + RING_RADIUS, below.y);
  }
}
