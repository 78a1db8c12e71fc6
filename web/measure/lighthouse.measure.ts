import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';
import { BROWSER_FLAGS } from '../e2e/browser';
import { tell } from './figures';
import { test } from './test';

/** Fetched when it is asked for: with all it needs it is a hundred packages, which nobody else here needs. */
const LIGHTHOUSE = 'lighthouse@12.8.2';
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const WANTED = 95;

interface Report {
  readonly categories: Record<string, { readonly score: number | null }>;
  readonly audits: Record<
    string,
    { readonly title: string; readonly score: number | null; readonly displayValue?: string }
  >;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === 'object' && address ? address.port : 0;
}

async function look(address: string, port: number, folder: string): Promise<Report> {
  const file = join(folder, 'report.json');
  const options = [
    `--port=${port}`,
    `--only-categories=${CATEGORIES.join(',')}`,
    // The session is in the storage of the browser.
    '--disable-storage-reset',
    '--form-factor=mobile',
    '--output=json',
    `--output-path=${file}`,
    '--quiet',
  ];
  await promisify(execFile)('npx', ['--yes', LIGHTHOUSE, address, ...options]);
  return JSON.parse(readFileSync(file, 'utf8')) as Report;
}

function tellReport(name: string, { categories, audits }: Report): void {
  for (const category of CATEGORIES) {
    const value = Math.round((categories[category]?.score ?? 0) * 100);
    tell({ name: `${name}: ${category}`, value, unit: '', atLeast: WANTED });
  }
  for (const [id, { title, score, displayValue }] of Object.entries(audits)) {
    if (score !== null && score < 0.9) {
      process.stdout.write(`    ${id}: ${title} ${displayValue ?? ''}\n`);
    }
  }
}

const PAGES = [
  ['login', 'login', false],
  ['dashboard', '', true],
  ['list', 'expenses', true],
] as const;

for (const [name, path, signedIn] of PAGES) {
  test(`Lighthouse, mobile: ${name}`, async ({ owner, origin }) => {
    const folder = mkdtempSync(join(tmpdir(), 'outlay-lighthouse-'));
    const port = await freePort();
    const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
      executablePath: process.env.CHROMIUM_PATH ?? '',
      args: [...BROWSER_FLAGS, `--remote-debugging-port=${port}`],
    });
    if (signedIn) {
      const page = await context.newPage();
      await page.goto(`${origin}/app/start.js`);
      const [kept] = owner.browserState().origins[0]?.localStorage ?? [];
      await page.evaluate(({ key, value }) => localStorage.setItem(key, value), {
        key: kept?.name ?? '',
        value: kept?.value ?? '',
      });
    }
    tellReport(name, await look(`${origin}/app/${path}`, port, folder));
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  });
}
