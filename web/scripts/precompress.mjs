// Lays a compressed copy beside each text of the build, so that the server has nothing to compress while somebody waits.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));
const TEXT = /\.(html|js|css|svg|webmanifest)$/;
/** A shorter file travels in one packet anyway. */
const SHORTEST = 1024;

for (const name of readdirSync(DIST, { recursive: true })) {
  if (!TEXT.test(name)) continue;
  const content = readFileSync(join(DIST, name));
  if (content.length < SHORTEST) continue;
  const params = {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  writeFileSync(join(DIST, `${name}.br`), brotliCompressSync(content, { params }));
}
