import { lingui } from '@lingui/vite-plugin';
import { babel } from '@rollup/plugin-babel';
import react from '@vitejs/plugin-react';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import { pwa } from './pwa.config.ts';

/** Turns the texts in the code into entries of the catalogues. Everything else of the language is left to the build. */
const messages = {
  ...babel({
    extensions: ['.ts', '.tsx'],
    babelHelpers: 'bundled',
    babelrc: false,
    configFile: false,
    skipPreflightCheck: true,
    plugins: ['@lingui/babel-plugin-lingui-macro'],
    parserOpts: { plugins: ['jsx', 'typescript'] },
    filter: (_, code) => code.includes('/macro'),
  }),
  enforce: 'pre' as const,
};

export default defineConfig({
  base: '/app/',
  // A text without its translation fails the build, as does one that cannot be read.
  plugins: [
    messages,
    lingui({ failOnMissing: true, failOnCompileError: true }),
    react(),
    VitePWA(pwa),
  ],
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
