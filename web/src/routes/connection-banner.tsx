import { i18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useConnection } from '@/sync/connection';
import classes from './connection-banner.module.css';

const TEXTS = {
  fine: null,
  offline: msg`You are offline. What you see may be out of date.`,
  away: msg`The server is not answering, trying again…`,
};

/** Says why nothing new comes, above everything and in nobody's way. */
export function ConnectionBanner() {
  const text = TEXTS[useConnection()];
  return (
    <div className={classes.place} aria-live="polite">
      {text !== null && <p className={classes.banner}>{i18n._(text)}</p>}
    </div>
  );
}
