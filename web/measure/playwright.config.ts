import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { BROWSER_FLAGS, findChromium } from '../e2e/browser';
import { service } from '../e2e/service';

// This file is read again in each worker: what is found once is handed on in the environment.
process.env.CHROMIUM_PATH ??= await findChromium();
process.env.OUTLAY_E2E_PORT ??= '8291';
process.env.OUTLAY_E2E_DATA ??= mkdtempSync(join(tmpdir(), 'outlay-measure-'));

/** Measures, and proves nothing: how fast the built app is. One page at a time, so that none disturbs another. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.measure.ts',
  outputDir: '../test-results',
  globalSetup: './large-wallet.ts',
  ...(process.env.OUTLAY_MEASURE_KEEP ? {} : { globalTeardown: '../e2e/remove-data.ts' }),
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 30_000 },
  reporter: './figures-reporter.ts',
  use: {
    baseURL: `http://127.0.0.1:${process.env.OUTLAY_E2E_PORT}/app/`,
    serviceWorkers: 'block',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    launchOptions: { executablePath: process.env.CHROMIUM_PATH, args: BROWSER_FLAGS },
  },
  webServer: service({
    port: process.env.OUTLAY_E2E_PORT,
    dataDir: process.env.OUTLAY_E2E_DATA,
  }),
});
