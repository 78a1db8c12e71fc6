// Measures what a first visit downloads before the first chart is drawn, compressed as servers send it, and fails when it
// is over the budget. Needs a finished build.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const DIST = new URL('../dist/', import.meta.url);
const ENTRY = 'index.html';
/** The page that opens first and holds the charts. */
const FIRST_PAGE = 'src/routes/dashboard-route.tsx';
const BUDGETS = { js: 200_000, css: 32_000 };
/** Words that only the chart library's code contains, whatever the build calls its files. */
const CHART_MARK = 'recharts-';

function manifestOfBuild() {
  try {
    return JSON.parse(readFileSync(new URL('.vite/manifest.json', DIST), 'utf8'));
  } catch {
    console.error('There is no build to measure. Run `npm run build` first.');
    process.exit(1);
  }
}

/** The chunks that load together with the given one. What is imported on demand is not among them. */
function loadedWith(manifest, name, found = new Set()) {
  if (found.has(name)) return found;
  const chunk = manifest[name];
  if (chunk === undefined) throw new Error(`the build has no ${name}`);
  found.add(name);
  for (const imported of chunk.imports ?? []) loadedWith(manifest, imported, found);
  return found;
}

function measure(file) {
  const content = readFileSync(new URL(file, DIST));
  return { file, bytes: gzipSync(content, { level: 9 }).length, text: content.toString('utf8') };
}

const manifest = manifestOfBuild();
const chunks = [...loadedWith(manifest, FIRST_PAGE, loadedWith(manifest, ENTRY))];
const scripts = chunks.map((name) => measure(manifest[name].file));
const sheets = [...new Set(chunks.flatMap((name) => manifest[name].css ?? []))].map(measure);
const everySheet = Object.values(manifest).flatMap((chunk) => chunk.css ?? []);
const allCss = [...new Set(everySheet)].map(measure);

function sum(files) {
  return files.reduce((total, { bytes }) => total + bytes, 0);
}

function line(what, bytes, budget) {
  const verdict = budget === undefined ? '' : bytes <= budget ? 'ok' : 'OVER';
  const limit = budget === undefined ? '' : `of ${(budget / 1000).toFixed(0)} kB`;
  return `${what.padEnd(46)}${(bytes / 1000).toFixed(1).padStart(8)} kB  ${limit.padEnd(10)} ${verdict}`;
}

for (const { file, bytes } of [...scripts].sort((a, b) => b.bytes - a.bytes).slice(0, 6)) {
  console.log(line(`  ${file}`, bytes));
}
console.log(line('JavaScript before the first chart, gzip', sum(scripts), BUDGETS.js));
console.log(line('CSS of the first page, gzip', sum(sheets)));
console.log(line('CSS of all pages, gzip', sum(allCss), BUDGETS.css));

const failures = [];
if (sum(scripts) > BUDGETS.js) failures.push('There is more JavaScript than the budget allows.');
if (sum(allCss) > BUDGETS.css) failures.push('There is more CSS than the budget allows.');
const early = scripts.find(({ text }) => text.includes(CHART_MARK));
if (early) failures.push(`The chart library is loaded before a chart is drawn, in ${early.file}.`);
for (const failure of failures) console.error(failure);
process.exit(failures.length === 0 ? 0 : 1);
