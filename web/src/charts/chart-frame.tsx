import { VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './chart-frame.module.css';

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
  return (
    <figure className={`${classes.frame} ${className ?? ''}`}>
      <div className={classes.drawing} aria-hidden="true">
        {drawing}
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
