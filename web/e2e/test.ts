import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { Guard } from './guard';
import { Ledger } from './ledger';

export { expect };

/** A phone in the hand: for `test.use`. */
export const PHONE = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
} as const;

interface Options {
  /** Whether the page begins with the person's session. */
  readonly signedIn: boolean;
}

interface Fixtures {
  /** Where API and app are served from. */
  readonly origin: string;
  readonly guard: Guard;
  /** Somebody new, with an empty wallet in euro. */
  readonly person: Ledger;
  /** Opens a browser of its own for somebody, beside the page of the test. */
  readonly openFor: (person: Ledger) => Promise<Page>;
}

export const test = base.extend<Options & Fixtures>({
  signedIn: [true, { option: true }],

  origin: async ({ baseURL }, use) => {
    await use(new URL(baseURL ?? '').origin);
  },

  person: async ({ origin }, use) => {
    await use(await Ledger.open(origin));
  },

  storageState: async ({ signedIn, person }, use) => {
    await use(signedIn ? person.browserState() : undefined);
  },

  guard: [
    async ({ context, origin }, use) => {
      const guard = new Guard(origin);
      await guard.watch(context);
      await use(guard);
      expect(guard.problems(), 'nothing went wrong in silence').toEqual([]);
    },
    { auto: true },
  ],

  openFor: async ({ browser, guard }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (person) => {
      // What playwright.config.ts sets for all pages counts for this one too.
      const context = await browser.newContext({ storageState: person.browserState() });
      opened.push(context);
      await guard.watch(context);
      return context.newPage();
    });
    for (const context of opened) await context.close();
  },
});
