import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { BROWSER_FLAGS, findChromium } from './e2e/browser';
import { service } from './e2e/service';

// This file is read again in each worker: what is found once is handed on in the environment.
process.env.CHROMIUM_PATH ??= await findChromium();
process.env.OUTLAY_E2E_PORT ??= '8290';
process.env.OUTLAY_E2E_DATA ??= mkdtempSync(join(tmpdir(), 'outlay-e2e-'));

const address = `http://127.0.0.1:${process.env.OUTLAY_E2E_PORT}`;

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  globalTeardown: './e2e/remove-data.ts',
  // The two cores also run the server and the browser.
  workers: 2,
  fullyParallel: true,
  forbidOnly: process.env.CI === 'true',
  // A busy machine may fail a test once; one that passed only at the second try is named in the summary.
  retries: process.env.CI === 'true' ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env.OUTLAY_REPORT
    ? [['line'], ['junit', { outputFile: process.env.OUTLAY_REPORT, includeRetries: true }]]
    : [['list']],
  use: {
    // A missing button is told in seconds, with its name.
    actionTimeout: 15_000,
    navigationTimeout: 15_000,
    baseURL: `${address}/app/`,
    // Tests that answer in the server's place would not see what a service worker asks for. Its own tests allow it.
    serviceWorkers: 'block',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    // Recording every step slows all tests by a third; to look into one: npx playwright test --trace on FILE
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: BROWSER_FLAGS,
    },
  },
  // The built pages, served by the real service on a database of its own.
  webServer: service({
    port: process.env.OUTLAY_E2E_PORT,
    dataDir: process.env.OUTLAY_E2E_DATA,
  }),
});
