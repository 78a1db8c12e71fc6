import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { BROWSER_FLAGS, findChromium } from '../e2e/browser';
import { service } from '../e2e/service';

// This file is read again in each worker: what is found once is handed on in the environment.
process.env.CHROMIUM_PATH ??= await findChromium();
process.env.OUTLAY_E2E_PORT ??= '8292';
process.env.OUTLAY_E2E_DATA ??= mkdtempSync(join(tmpdir(), 'outlay-screenshots-'));

const served = service({
  port: process.env.OUTLAY_E2E_PORT,
  dataDir: process.env.OUTLAY_E2E_DATA,
});

/** Takes the pictures of the README from the household of `outlay demo`. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.screenshots.ts',
  outputDir: '../test-results',
  globalTeardown: '../e2e/remove-data.ts',
  workers: 1,
  timeout: 180_000,
  // A busy machine draws slowly; a picture is taken once all is drawn.
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    baseURL: `http://127.0.0.1:${process.env.OUTLAY_E2E_PORT}/app/`,
    serviceWorkers: 'block',
    locale: 'en-GB',
    timezoneId: 'UTC',
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: { executablePath: process.env.CHROMIUM_PATH, args: BROWSER_FLAGS },
  },
  webServer: {
    ...served,
    command: `../.venv/bin/outlay demo && exec ${served.command}`,
    // A year is recorded before it serves.
    timeout: 180_000,
  },
});
