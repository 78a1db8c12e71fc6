import type { BrowserContext, ConsoleMessage } from '@playwright/test';

/** What Playwright writes where playwright.config.ts has it keep the service worker out. */
const WORKER_KEPT_OUT = 'Service Worker registration blocked by Playwright';

/**
 * Watches the pages of a test: nothing may go wrong in silence. A message on the console, an error nobody caught, a
 * breach of the content security policy or a request to a foreign host fails the test.
 */
export class Guard {
  readonly #origin: string;
  readonly #problems: string[] = [];
  readonly #expected: RegExp[] = [];
  readonly #expectedMessages: RegExp[] = [];

  constructor(origin: string) {
    this.#origin = origin;
  }

  async watch(context: BrowserContext): Promise<void> {
    await context.addInitScript(reportBreaches);
    context.on('console', (message) => this.#read(message));
    context.on('weberror', (error) => this.#problems.push(`uncaught: ${error.error().stack}`));
    context.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      const own = origin === this.#origin || protocol === 'blob:';
      if (!own) this.#problems.push(`request to a foreign host: ${request.url()}`);
    });
  }

  /** Chromium writes every failed request to the console: allowed where the failure is the point of the test. */
  expectFailedRequests(address: RegExp): void {
    this.#expected.push(address);
  }

  /** An error that a page catches and shows is also written to the console by the component library. */
  expectMessage(text: RegExp): void {
    this.#expectedMessages.push(text);
  }

  /** What went wrong so far. */
  problems(): readonly string[] {
    return this.#problems;
  }

  #read(message: ConsoleMessage): void {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    if (message.text() === WORKER_KEPT_OUT) return;
    const { url } = message.location();
    const failed = message.text().startsWith('Failed to load resource');
    if (failed && this.#expected.some((address) => address.test(url))) return;
    if (this.#expectedMessages.some((text) => text.test(message.text()))) return;
    this.#problems.push(`console ${message.type()}: ${message.text()} (${url})`);
  }
}

/** Runs in the page. Chromium reports breaches of style rules to the page only. */
function reportBreaches(): void {
  document.addEventListener('securitypolicyviolation', (event) => {
    // biome-ignore lint/suspicious/noConsole: the console of the page is what the guard reads
    console.error(`content security policy: ${event.violatedDirective} ${event.blockedURI}`);
  });
}
