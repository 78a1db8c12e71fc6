import type { QueryClient } from '@tanstack/react-query';

interface Page<Search> {
  /** Asks for what the page will show, until there is something. Refusals are kept for it, and are its to tell. */
  readonly fetchFirst: (client: QueryClient, search: Search) => Promise<void>;
  /** Asks for what comes later and is asked for by the page itself, where there is time to do so ahead. */
  readonly fetchFurther?: (client: QueryClient, search: Search) => Promise<void>;
}

interface Coming<Search> {
  readonly context: { readonly queryClient: QueryClient };
  readonly deps: Search;
  readonly cause: 'preload' | 'enter' | 'stay';
}

/** Nobody notices so short a wait. An answer from nearby takes less: then the page is drawn once, and nothing flickers. */
const NEARLY_THERE_MS = 50;

/**
 * A loader that has the data of a page fetched before the page is drawn, or as soon as a pointer or the focus comes to a
 * link to it. The page does not wait for what takes longer: it has its own way to show that something is on its way.
 */
export function fetchAhead<Search>(load: () => Promise<Page<Search>>) {
  return async ({ context, deps, cause }: Coming<Search>): Promise<void> => {
    const asked = load()
      .then(async ({ fetchFirst, fetchFurther }) => {
        await fetchFirst(context.queryClient, deps);
        if (cause === 'preload') await fetchFurther?.(context.queryClient, deps);
      })
      // What fails here fails again where it is shown, and is told there.
      .catch(() => undefined);
    if (cause === 'enter') await Promise.race([asked, pause(NEARLY_THERE_MS)]);
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
