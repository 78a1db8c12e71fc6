import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';

export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'de', 'es'],
  catalogs: [
    {
      path: '<rootDir>/src/language/catalogs/{locale}',
      include: ['src'],
      exclude: ['**/*.test.ts', '**/*.test.tsx', 'src/test/**'],
    },
  ],
  // Line numbers would change the catalogs with every edit of a file.
  format: formatter({ lineNumbers: false, explicitIdAsDefault: false }),
  orderBy: 'message',
});
