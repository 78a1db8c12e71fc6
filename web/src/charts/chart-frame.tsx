import { VisuallyHidden } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import classes from './chart-frame.module.css';
import { NearWindow } from './picture';

/** How far below or above the window a chart is drawn, so that scrolling meets it finished. */
const AHEAD = '240px 0px';

type ChartFrameProps = {
  /** The chart in a sentence. */
  readonly summary: ReactNode;
  /** Whether the sentence is also shown, or only read out. */
  readonly summaryShown?: boolean;
  /** The picture, in the size it has before it is loaded. Screen readers get the sentence and the table instead. */
  readonly drawing: ReactNode;
  /** The figures as a table, shown or visually hidden. */
  readonly table: ReactNode;
  readonly className?: string | undefined;
};

/**
 * What every chart of the app is: a figure with a sentence, a picture that is loaded when it is needed, and the same
 * figures as a table.
 */
export function ChartFrame(props: ChartFrameProps) {
  const { summary, summaryShown = false, drawing, table, className } = props;
  const figure = useRef<HTMLElement>(null);
  const near = useCameNear(figure);
  return (
    <figure ref={figure} className={`${classes.frame} ${className ?? ''}`}>
      <div className={classes.drawing} aria-hidden="true">
        <NearWindow value={near}>{drawing}</NearWindow>
      </div>
      {table}
      {summaryShown ? (
        <figcaption className={classes.caption}>
          <p>{summary}</p>
        </figcaption>
      ) : (
        <VisuallyHidden component="figcaption">{summary}</VisuallyHidden>
      )}
    </figure>
  );
}

/** Whether the element has been in the window, or near it. */
function useCameNear(element: { readonly current: HTMLElement | null }): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (element.current === null) return;
    const look = (entries: readonly IntersectionObserverEntry[]) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      setNear(true);
    };
    const observer = new IntersectionObserver(look, { rootMargin: AHEAD });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return near;
}
