// Writes src/api/schema.gen.d.ts from openapi.json; with --check it only compares and fails on drift.
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';

const source = new URL('../openapi.json', import.meta.url);
const target = new URL('../src/api/schema.gen.d.ts', import.meta.url);
const wanted = `${COMMENT_HEADER}${astToString(await openapiTS(source))}`;

if (!process.argv.includes('--check')) {
  writeFileSync(target, wanted);
} else if (readFileSync(target, 'utf8') !== wanted) {
  console.error('src/api/schema.gen.d.ts differs from openapi.json. Run `npm run generate`.');
  process.exit(1);
}
