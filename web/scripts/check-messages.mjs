// Fails when a text of the code is not in the catalogues, when one of them holds a text that the code has no more, or
// when a translation is missing. It leaves the catalogues as they are: `npm run messages` is what brings them up to date.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const folder = new URL('../src/language/catalogs/', import.meta.url);
const paths = readdirSync(folder).map((name) => new URL(name, folder));
const before = paths.map((path) => readFileSync(path, 'utf8'));

const found = spawnSync('npx', ['lingui', 'extract', '--clean'], {
  cwd: new URL('..', import.meta.url),
  encoding: 'utf8',
});
const after = paths.map((path) => readFileSync(path, 'utf8'));
paths.forEach((path, at) => {
  writeFileSync(path, before[at]);
});

const complaints = [];
if (found.status !== 0)
  complaints.push(`The texts could not be read.\n${found.stdout}${found.stderr}`);
paths.forEach((path, at) => {
  const name = path.pathname.split('/').at(-1);
  if (after[at] !== before[at]) {
    complaints.push(`${name} does not hold the texts of the code. Run \`npm run messages\`.`);
  }
  // The head of the file is the one entry without a text of its own.
  const entries = before[at].split(/\n\n+/).slice(1);
  const missing = entries.filter(
    (entry) => /^msgstr ""$/m.test(entry.trimEnd()) && !/^msgstr ""\n"/m.test(entry),
  );
  for (const entry of missing) {
    complaints.push(`${name} has no translation of ${/^msgid (.*)$/m.exec(entry)?.[1]}`);
  }
});
if (complaints.length > 0) {
  console.error(complaints.join('\n'));
  process.exit(1);
}
