import subset from 'subset-font';
import type { Plugin, Rolldown } from 'vite';

/** What tokens.css and the pages ask for. Bolder text of a library is drawn in the boldest of these. */
const WEIGHTS = { min: 400, max: 640 };

/** Pairs of letters that stand closer, and digits of one width for columns of amounts. */
const FEATURES = ['kern', 'tnum'];

/** Each file has its own of these. */
const CHARACTERS = String.fromCodePoint(...Array.from({ length: 0xd7e0 }, (_, at) => at + 0x20));

const FONT = /\/inter-[^/]*\.woff2$/;

async function smaller(font: Rolldown.OutputAsset): Promise<void> {
  const variationAxes = { wght: WEIGHTS };
  const options = { targetFormat: 'woff2', keepFeatures: FEATURES, variationAxes } as const;
  font.source = await subset(Buffer.from(font.source), CHARACTERS, options);
}

/**
 * Keeps of the typeface what the app draws with, which is less than half of its bytes: the first page waits for them on a
 * slow line. The files keep the names that they have from the whole typeface.
 */
export function fontsAsUsed(): Plugin {
  return {
    name: 'fonts-as-used',
    apply: 'build',
    async generateBundle(_options, bundle) {
      const assets = Object.values(bundle).filter((one) => one.type === 'asset');
      await Promise.all(assets.filter(({ fileName }) => FONT.test(fileName)).map(smaller));
    },
  };
}
