import { defineConfig } from 'eslint/config';
import lingui from 'eslint-plugin-lingui';
import typescript from 'typescript-eslint';

/** Only finds texts that no catalogue holds, and messages that cannot be translated. Everything else is biome's. */
export default defineConfig({
  files: ['src/**/*.{ts,tsx}'],
  ignores: ['src/**/*.test.{ts,tsx}', 'src/test/**', 'src/**/*.gen.*', 'src/**/*.d.ts'],
  languageOptions: {
    parser: typescript.parser,
    parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
  },
  extends: [lingui.configs['flat/recommended']],
  rules: {
    'lingui/no-unlocalized-strings': [
      'error',
      {
        useTsTypes: true,
        ignore: [
          // A single word in lower case, or what has no letters, is read by machines: a key, an address, a value.
          '^(?![A-ZÄÖÜ])\\S*$',
          '^[^A-Za-zÀ-ÿ]*$',
          // Countries, currencies and times, queries of style sheets and documents, the names of keys, and ours.
          '^[A-Z]{1,3}( [A-Z]{2})* ?$',
          '^T00:00:00Z$',
          '^\\([a-z-]+: [^)]*\\)( and \\([a-z-]+: [^)]*\\))*$',
          '^(-?\\d+px ?)+$',
          '\\[[a-z-]+="',
          '^(Ctrl|Esc|Del|Space|Shift|Control|Alt|Meta|Enter|Escape|Tab|Home|End|Delete|Backspace|Page(Up|Down)|Arrow(Up|Down|Left|Right))$',
          '^\\W*Outlay$',
          // Names of our own kinds of things.
          '^([A-Z][a-z]+){2,}$',
        ],
        ignoreNames: [
          { regex: { pattern: 'className|^class$|fontFamily', flags: 'i' } },
          { regex: { pattern: '^(aria-(controls|labelledby|describedby|keyshortcuts)|data-.*)$' } },
          'timeZone',
        ],
        ignoreFunctions: [
          'Error',
          'RangeError',
          'lazyRouteComponent',
          '*headers.set',
          '*.getElementById',
          '*.closest',
          '*.matches',
          '*.querySelector',
          '*.querySelectorAll',
        ],
        ignoreMethodsOnTypes: ['Map.get', 'Map.has', 'Set.has', 'Headers.get'],
      },
    ],
  },
});
