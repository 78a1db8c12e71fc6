import type { QueryClient } from '@tanstack/react-query';

interface Page<Search> {
  /** Asks for what the page will show. Answers and refusals are kept for it, and are its to tell. */
  readonly prefetch: (client: QueryClient, search: Search) => Promise<void> | void;
}

/**
 * A loader that has the data of a page fetched before the page is drawn, or as soon as a pointer or the focus comes to a
 * link to it. The page does not wait for it: it has its own way to show that something is on its way.
 */
export function fetchAhead<Search>(load: () => Promise<Page<Search>>) {
  return ({ context, deps }: { context: { queryClient: QueryClient }; deps: Search }): void => {
    load()
      .then((page) => page.prefetch(context.queryClient, deps))
      // What fails here fails again where it is shown, and is told there.
      .catch(() => undefined);
  };
}
