import react from '@vitejs/plugin-react';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import { pwa } from './pwa.config.ts';

export default defineConfig({
  base: '/app/',
  plugins: [react(), VitePWA(pwa)],
  resolve: { tsconfigPaths: true },
  server: { port: 3000, strictPort: true },
  build: {
    outDir: 'dist',
    // The content security policy allows no data: address, so nothing is inlined into the CSS.
    assetsInlineLimit: 0,
    // Read by scripts/bundle-size.mjs.
    manifest: true,
  },
  test: {
    environment: 'jsdom',
    environmentOptions: { jsdom: { url: 'http://localhost:3000/app/' } },
    setupFiles: ['src/test/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    // Components with portals and user events are slow on two shared cores.
    testTimeout: 15_000,
  },
});
