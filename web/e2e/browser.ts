/**
 * The Chromium that the browser tests drive: `CHROMIUM_PATH`, one on the PATH or in the usual places,
 * else the one that comes as a package. Nothing is downloaded while testing.
 */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const CHANGED_BY_THE_PACKAGE = [
  'TMPDIR',
  'AWS_EXECUTION_ENV',
  'FONTCONFIG_PATH',
  'HOME',
  'LD_LIBRARY_PATH',
];

/** Flags that only keep the browser quiet; none of them relaxes what a page may do. */
export const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The path of a Chromium that starts here; fails with one sentence when there is none. */
export async function findChromium(): Promise<string> {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (runs(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, which does not start.`);
  }
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [...NAMES.flatMap((name) => folders.map((f) => join(f, name))), ...PLACES];
  const found = candidates.find((path) => isExecutable(path) && runs(path));
  return found ?? (await packagedChromium());
}

/** Unpacks the packaged browser beside the other packages, once, and starts it from there. */
async function packagedChromium(): Promise<string> {
  const folder = join(import.meta.dirname, '../node_modules/.cache/chromium');
  const libraries = join(folder, 'al2023/lib');
  mkdirSync(folder, { recursive: true });
  const kept = { ...process.env };
  // It unpacks to the temporary folder, and its own libraries only where it takes this for its home.
  process.env.TMPDIR = folder;
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x';
  // Its list of flags is not used: that switches off what the tests are meant to see.
  const { default: chromium } = await import('@sparticuz/chromium');
  const path = await chromium.executablePath();
  for (const name of CHANGED_BY_THE_PACKAGE) {
    delete process.env[name];
    if (kept[name] !== undefined) process.env[name] = kept[name];
  }
  if (runs(path)) return path;
  // The system lacks libnss3 or libexpat: the browser's own copies stand in.
  process.env.LD_LIBRARY_PATH = [libraries, kept.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
  if (runs(path)) return path;
  throw new Error('No Chromium starts here: install one, or name one with CHROMIUM_PATH.');
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function runs(path: string): boolean {
  try {
    execFileSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}
