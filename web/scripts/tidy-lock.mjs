// Removes the sponsoring addresses that npm copies into package-lock.json, then refuses a lock file
// that names any host or local folder: `npm ci` must ask whatever registry its user has set.
import { readFileSync, writeFileSync } from 'node:fs';

const path = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(path, 'utf8'));
for (const entry of Object.values(lock.packages)) {
  delete entry.funding;
}
const text = `${JSON.stringify(lock, null, 2)}\n`;
const leak = text.split('\n').find((line) => /https?:|file:|"resolved"/.test(line));
if (leak !== undefined) {
  console.error(`package-lock.json names an address: ${leak.trim()}`);
  process.exit(1);
}
writeFileSync(path, text);
