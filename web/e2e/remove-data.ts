import { rmSync } from 'node:fs';

/** Removes the database of the run; the server that used it has stopped by then. */
// biome-ignore lint/style/noDefaultExport: Playwright calls the default export.
export default function removeData(): void {
  const folder = process.env.OUTLAY_E2E_DATA;
  if (folder) rmSync(folder, { recursive: true, force: true });
}
