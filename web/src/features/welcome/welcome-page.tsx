import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { useIsRecording } from '@/sync/first-use';
import { useMe } from '@/sync/me';
import { PageHeader } from '@/ui/page-header';
import { Panel } from '@/ui/panel';
import { CONTENT_ID } from '@/ui/shell';
import { RegionChoice } from './region-choice';
import { SampleOffer } from './sample-offer';
import classes from './welcome-page.module.css';

/** What an empty wallet opens with: the form for the first expense at once, and what can be settled beforehand. */
export function WelcomePage({ firstExpense }: { readonly firstExpense: ReactNode }) {
  const { displayName } = useMe();
  const form = useRef<HTMLDivElement>(null);
  const recording = useIsRecording();
  useFocusWhileHere(form);
  return (
    <div className={classes.page}>
      <PageHeader title={t`Welcome, ${displayName}`} />
      <div className={classes.columns}>
        <Panel title={t`Your first expense`}>
          <p className={classes.lead}>
            <Trans>
              What did you buy last? An amount and a category will do. Once it is saved, this page
              shows where your money goes.
            </Trans>
          </p>
          <div ref={form} className={classes.form} aria-busy={recording}>
            {firstExpense}
          </div>
        </Panel>
        <div className={classes.beside}>
          <Panel title={t`Currency and format`}>
            <p className={classes.lead}>{t`Guessed from your browser. Change what is wrong.`}</p>
            <RegionChoice />
          </Panel>
          <Panel title={t`Just looking around?`}>
            <SampleOffer />
          </Panel>
          <p className={classes.further}>
            <Trans>
              You can also begin by <Link to="/categories">making the categories yours</Link> or by{' '}
              <Link to="/budgets">setting budgets</Link>.
            </Trans>
          </p>
        </div>
      </div>
    </div>
  );
}

/**
 * The cursor waits where the first thing is typed, unless somebody has gone elsewhere meanwhile. When the page goes with its
 * first expense, the focus goes to the beginning of what stands there instead.
 */
function useFocusWhileHere(form: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    if (isFree(document.activeElement)) form.current?.querySelector('input')?.focus();
    return () => {
      if (document.activeElement !== document.body) return;
      document.getElementById(CONTENT_ID)?.focus({ preventScroll: true });
    };
  }, [form]);
}

function isFree(focused: Element | null): boolean {
  return focused === null || focused === document.body || focused.id === CONTENT_ID;
}
