import { useConnection } from '@/sync/connection';
import classes from './connection-banner.module.css';

const TEXTS = {
  fine: null,
  offline: 'You are offline. What you see may be out of date.',
  away: 'The server is restarting, trying again…',
};

/** Says why nothing new comes, above everything and in nobody's way. */
export function ConnectionBanner() {
  const text = TEXTS[useConnection()];
  return (
    <div className={classes.place} aria-live="polite">
      {text !== null && <p className={classes.banner}>{text}</p>}
    </div>
  );
}
