import { lingui } from '@lingui/vite-plugin';
import { babel } from '@rollup/plugin-babel';
import react from '@vitejs/plugin-react';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import { fontsAsUsed } from './font.config.ts';
import { partsByNeed, stylesFirst } from './parts.config.ts';
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

/**
 * Few files, each of what is needed together: over a slow line and on a slow phone every further one costs more than its
 * bytes. What changes with each version is apart from what does not, and the charts from what comes before them.
 */
const chunks = [
  // Not their styles: ours come after them, in one sheet.
  {
    name: 'libraries',
    tags: ['$initial' as const],
    test: /node_modules.*(?<!\.css)$/,
    priority: 9,
  },
  { name: 'app', tags: ['$initial' as const], priority: 8 },
  // What the first pages have in common, and what only some of them need, so that none asks for a dozen small files.
  {
    name: 'basics',
    test: /components\/Title\/|react-query\/|hooks\/esm\/(use-(debounced|id|merged|uncontrolled)|utils)|icons\/Icon(AlertCircle|Calendar|Check|Copy|X)\./,
    priority: 6,
  },
  {
    name: 'controls',
    test: /@mantine\/core\/esm\/components\/(Alert|CloseButton|Input|Stack|TextInput)\//,
    priority: 5,
  },
  { name: 'forms', test: /@mantine\/form\/|PasswordInput|src\/ui\/form-/, priority: 4 },
  {
    name: 'pages',
    test: /src\/(dates|money|sync)\/|src\/ui\/(amount-text|budget-bar|category-tile|find|month-switcher|page-header|panel|table-roles)|features\/expenses\/(list-focus|unfinished-edits)/,
  },
];

export default defineConfig({
  base: '/app/',
  // A text without its translation fails the build, as does one that cannot be read.
  plugins: [
    messages,
    lingui({ failOnMissing: true, failOnCompileError: true }),
    react(),
    partsByNeed(),
    stylesFirst(),
    fontsAsUsed(),
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
    rolldownOptions: { output: { codeSplitting: { groups: chunks } } },
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
