import type { Plugin, Rolldown } from 'vite';

/** The catalogues and the pages, each by the file it begins with. */
const CATALOGUE = /\/src\/language\/catalogs\/(\w+)\.po$/;
const PAGE = /\/src\/routes\/(\w+)-route\.tsx$/;

type Chunks = ReadonlyMap<string, Rolldown.OutputChunk>;

function chunksOf(bundle: Rolldown.OutputBundle): Chunks {
  const chunks = new Map<string, Rolldown.OutputChunk>();
  for (const one of Object.values(bundle)) {
    if (one.type === 'chunk') chunks.set(one.fileName, one);
  }
  return chunks;
}

/** The files that a chunk cannot do without, those of its styles among them. */
function neededBy(name: string, chunks: Chunks, found = new Set<string>()): Set<string> {
  const chunk = chunks.get(name);
  if (chunk === undefined || found.has(name)) return found;
  found.add(name);
  for (const imported of chunk.imports) neededBy(imported, chunks, found);
  for (const sheet of chunk.viteMetadata?.importedCss ?? []) found.add(sheet);
  return found;
}

/** What each language and each page needs besides what all of them do. */
function partsOf(chunks: Chunks, entry: string): Record<string, string[]> {
  const always = neededBy(entry, chunks);
  const parts: Record<string, string[]> = {};
  for (const { fileName, facadeModuleId } of chunks.values()) {
    const name = CATALOGUE.exec(facadeModuleId ?? '') ?? PAGE.exec(facadeModuleId ?? '');
    if (name?.[1] === undefined) continue;
    const files = [...neededBy(fileName, chunks)].filter((file) => !always.has(file));
    parts[name[1]] = files.map((file) => `/app/${file}`);
  }
  return parts;
}

/**
 * Writes into the page which files each language and each page need, so that public/start.js can ask for them at once.
 * Otherwise the browser would learn of them one after the other: from the app's code of the catalogue, then of the page.
 */
export function partsByNeed(): Plugin {
  return {
    name: 'parts-by-need',
    transformIndexHtml: {
      order: 'post',
      handler(_page, { bundle, chunk }) {
        if (bundle === undefined || chunk === undefined) return [];
        const children = JSON.stringify(partsOf(chunksOf(bundle), chunk.fileName));
        const attrs = { type: 'application/json', id: 'parts' };
        return [{ tag: 'script', attrs, children, injectTo: 'head-prepend' }];
      },
    },
  };
}

const SHEET = /\n *<link rel="stylesheet"[^>]*>/;
const FIRST_SCRIPT = /\n *<script type="module"/;

/** Has the styles asked for before the app's code: the first sign of the app needs no more than them. */
export function stylesFirst(): Plugin {
  return {
    name: 'styles-first',
    transformIndexHtml: {
      order: 'post',
      handler(page) {
        const [sheet = ''] = SHEET.exec(page) ?? [];
        return page.replace(sheet, '').replace(FIRST_SCRIPT, (script) => sheet + script);
      },
    },
  };
}
