import { t } from '@lingui/core/macro';
import { Anchor, Skeleton } from '@mantine/core';
import { useNetwork, useWindowEvent } from '@mantine/hooks';
import { IconMapOff } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { ApiProblem, problemText } from '@/api/problem';
import { NoServerForCode } from '@/routes/page-code';
import { forgetFailed, serverAnswers, useServerBack } from '@/sync/connection';
import { EmptyState } from '@/ui/empty-state';
import { somethingIsOpen } from '@/ui/keys';
import { LoadError } from '@/ui/load-error';
import { RowsSkeleton } from '@/ui/skeletons';
import classes from './route-states.module.css';

/** While a page's code is on its way. */
export function PagePending() {
  return (
    <div role="status" aria-label={t`Loading`} className={classes.pending}>
      <div className={classes.title} aria-hidden="true">
        <Skeleton width={148} height={24} radius={8} />
      </div>
      <div className={classes.card}>
        <RowsSkeleton lines={8} lineHeight={56} />
      </div>
    </div>
  );
}

export function PageFailed({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const client = useQueryClient();
  const { online } = useNetwork();
  const isProblem = error instanceof ApiProblem;
  const askAgain = () => {
    forgetFailed(client);
    reset();
    void router.invalidate();
  };
  // A part of the app that failed once is not asked for again by the page that failed; a new page knows the new parts.
  // A reload is left to people, but where all that is missing is a server; without one the browser would show its own error.
  const noServer = error instanceof NoServerForCode;
  const reload = async () => {
    if (!noServer || (await serverAnswers())) window.location.reload();
  };
  const again = isProblem ? askAgain : () => void reload();
  useWindowEvent('online', () => isProblem && askAgain());
  // Browsers tell of a network, not of a server, and may do it while the page is on its way.
  useServerBack(online && isProblem && error.passing, askAgain);
  useServerBack(online && noServer, () => {
    // It is asked again soon: what is open over the page comes first.
    if (!somethingIsOpen()) window.location.reload();
  });
  return (
    <div className={classes.failed}>
      <LoadError page {...(online ? failure(error) : offline())} onRetry={again} />
    </div>
  );
}

/** The shell starts without a network, so people must learn why there is nothing in it. */
function offline() {
  return {
    title: t`You are offline`,
    text: t`Outlay has started, but your expenses are on the server. They will be here as soon as the connection is back.`,
  };
}

/** What a server that restarts and a connection that fails half-way have in common. */
function unreachable() {
  return {
    title: t`Outlay cannot be reached`,
    text: t`The server may be restarting, or your connection to it is gone. Try again in a moment.`,
  };
}

function failure(error: unknown) {
  const isGone = error instanceof ApiProblem && error.code === 'unreachable';
  if (isGone || error instanceof NoServerForCode) return unreachable();
  return { title: t`This page could not be shown`, text: problemText(error) };
}

/** An address that leads nowhere, for somebody without a session: there is no frame to show it in. */
export function NotFound() {
  return (
    <main>
      <PageNotFound />
    </main>
  );
}

/** An address that leads nowhere, inside the frame. */
export function PageNotFound() {
  return (
    <div className={classes.failed}>
      <EmptyState
        page
        icon={IconMapOff}
        title={t`There is no such page`}
        text={t`The address may have been mistyped, or the page has moved.`}
      >
        <Anchor component={Link} to="/">
          {t`To the dashboard`}
        </Anchor>
      </EmptyState>
    </div>
  );
}
