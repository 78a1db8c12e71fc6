// Writes what the web takes from openapi.json: the types of all calls, and the codes of the currencies that the API knows.
// With --check it only compares and fails on drift.
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';

const source = new URL('../openapi.json', import.meta.url);
const types = new URL('../src/api/schema.gen.d.ts', import.meta.url);
const currencies = new URL('../src/api/currencies.gen.ts', import.meta.url);

/** The first list of names that a property of a schema allows, wherever in the property it stands. */
function allowedNames(property) {
  return property.enum ?? property.anyOf?.find((choice) => choice.enum)?.enum ?? [];
}

function currenciesOf(document) {
  const codes = allowedNames(document.components.schemas.RegisterBody.properties.currency);
  if (codes.length === 0) throw new Error('openapi.json names no currencies');
  const lines = codes.map((code) => `  '${code}',`).join('\n');
  return `${COMMENT_HEADER}export const CURRENCIES = [\n${lines}\n] as const;\n`;
}

const wanted = new Map([
  [types, `${COMMENT_HEADER}${astToString(await openapiTS(source))}`],
  [currencies, currenciesOf(JSON.parse(readFileSync(source, 'utf8')))],
]);

for (const [target, text] of wanted) {
  if (!process.argv.includes('--check')) {
    writeFileSync(target, text);
  } else if (readFileSync(target, 'utf8') !== text) {
    console.error(`${target.pathname} differs from openapi.json. Run \`npm run generate\`.`);
    process.exitCode = 1;
  }
}
