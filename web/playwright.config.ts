import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { BROWSER_FLAGS, findChromium } from './e2e/browser';

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
  webServer: {
    command: '../.venv/bin/outlay serve --migrate',
    url: `${address}/health/ready`,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
    env: {
      OUTLAY_PORT: process.env.OUTLAY_E2E_PORT,
      OUTLAY_DATA_DIR: process.env.OUTLAY_E2E_DATA,
      OUTLAY_WEB_DIR: join(import.meta.dirname, 'dist'),
      OUTLAY_LOG_LEVEL: 'warning',
      // All tests come from one address, and register far more people than a household.
      OUTLAY_REGISTRATIONS_PER_HOUR: '100000',
      OUTLAY_LOGIN_FAILURES_PER_ADDRESS: '100000',
      // How strong the hashing is belongs to the service's own tests; here it would only cost time.
      OUTLAY_PASSWORD_MEMORY_KIB: '1024',
    },
    timeout: 30_000,
  },
});
