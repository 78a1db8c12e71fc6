import { join } from 'node:path';

interface Place {
  readonly port: string;
  readonly dataDir: string;
}

/** How Playwright starts the real service, with the built pages, on a database of its own. */
export function service({ port, dataDir }: Place) {
  return {
    command: '../.venv/bin/outlay serve --migrate',
    cwd: join(import.meta.dirname, '..'),
    url: `http://127.0.0.1:${port}/health/ready`,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 } as const,
    env: {
      OUTLAY_PORT: port,
      OUTLAY_DATA_DIR: dataDir,
      OUTLAY_WEB_DIR: process.env.OUTLAY_WEB_DIR ?? join(import.meta.dirname, '../dist'),
      OUTLAY_LOG_LEVEL: 'warning',
      // All tests come from one address, and register far more people than a household.
      OUTLAY_REGISTRATIONS_PER_HOUR: '100000',
      OUTLAY_LOGIN_FAILURES_PER_ADDRESS: '100000',
      // How strong the hashing is belongs to the service's own tests; here it would only cost time.
      OUTLAY_PASSWORD_MEMORY_KIB: '1024',
    },
    timeout: 30_000,
  };
}
