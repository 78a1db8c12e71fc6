import { t } from '@lingui/core/macro';
import { Button } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { useEffect } from 'react';
import { problemText } from '@/api/problem';
import { FormAlert } from '@/ui/form-alert';
import classes from './expense-results.module.css';

interface MorePagesProps {
  readonly listing: {
    readonly hasNextPage: boolean;
    readonly isFetching: boolean;
    readonly isFetchingNextPage: boolean;
    readonly isFetchNextPageError: boolean;
    readonly error: Error | null;
    readonly fetchNextPage: () => Promise<unknown>;
  };
}

/** Begins to load well before the end of the list is in sight. */
const AHEAD = '0px 0px 1200px 0px';

/** Goes on loading while the end of the list is near. The button serves those who do not scroll, and after a failure. */
export function MorePages({ listing }: MorePagesProps) {
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = listing;
  const { ref, entry } = useIntersection({ rootMargin: AHEAD });
  const near = entry?.isIntersecting ?? false;
  useEffect(() => {
    if (near && hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage();
  }, [near, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage]);

  if (!hasNextPage) return null;
  return (
    <>
      {isFetchNextPageError && <FormAlert>{problemText(listing.error)}</FormAlert>}
      <div ref={ref} className={classes.more}>
        <Button
          variant="default"
          loading={listing.isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t`Show more`}
        </Button>
      </div>
    </>
  );
}
