import { t } from '@lingui/core/macro';
import { Loader, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconCheck } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { FAR_ENOUGH, followPulls } from './follow-pull';
import { notifyProblem } from './notify';
import classes from './pull-to-refresh.module.css';

export interface PullToRefreshProps {
  /** Fetches everything that is shown anew. Rejects when it does not come. */
  readonly onRefresh: () => Promise<unknown>;
}

/** `ready`: letting go refreshes. `done`: it has. */
type Phase = 'rest' | 'pulled' | 'ready' | 'refreshing' | 'done';

/** Long enough to be seen. */
const DONE_MS = 900;

/** A mark that comes down with the finger that pulls the page. It lies over the page, so that nothing in it moves. */
export function PullToRefresh({ onRefresh }: PullToRefreshProps) {
  const mark = useRef<HTMLDivElement>(null);
  const [phase, setPhase] = useState<Phase>('rest');
  const free = phase !== 'refreshing';
  const refresh = useEffectEvent(async () => {
    setPhase('refreshing');
    try {
      await onRefresh();
      setPhase('done');
    } catch {
      setPhase('rest');
      notifyProblem(t`Nothing new could be loaded. What you see may be out of date.`);
    }
  });
  useEffect(() => {
    if (!free) return;
    return followPulls({
      onPull: (distance) => {
        // Straight into the document: a finger moves more often than the page can be rendered.
        mark.current?.style.setProperty('--pulled', `${distance}px`);
        mark.current?.style.setProperty('--share', `${Math.min(distance / FAR_ENOUGH, 1)}`);
        setPhase(distance >= FAR_ENOUGH ? 'ready' : 'pulled');
      },
      onRelease: (farEnough) => (farEnough ? void refresh() : setPhase('rest')),
    });
  }, [free]);
  useEffect(() => {
    if (phase !== 'done') return;
    const timer = setTimeout(() => setPhase('rest'), DONE_MS);
    return () => clearTimeout(timer);
  }, [phase]);
  return (
    <>
      <div ref={mark} className={classes.mark} data-phase={phase} aria-hidden="true">
        <Picture phase={phase} />
      </div>
      <VisuallyHidden role="status">
        {phase === 'refreshing' && t`Refreshing…`}
        {phase === 'done' && t`Everything is up to date.`}
      </VisuallyHidden>
    </>
  );
}

function Picture({ phase }: { readonly phase: Phase }) {
  if (phase === 'refreshing') return <Loader size={20} />;
  if (phase === 'done') return <IconCheck size={20} stroke={2} />;
  return <IconArrowDown className={classes.arrow} size={20} stroke={2} />;
}
