import type { Icon } from '@tabler/icons-react';
import { createElement, type ReactNode } from 'react';
import classes from './empty-state.module.css';

type EmptyStateProps = {
  readonly icon: Icon;
  readonly title: string;
  /** What can be done next, in a sentence. */
  readonly text: string;
  /** The button or link that does it. */
  readonly children?: ReactNode;
};

/** What stands where there is nothing yet: never just "no data", always the next step. */
export function EmptyState({ icon, title, text, children }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      <span className={classes.icon}>
        {createElement(icon, { size: 22, stroke: 1.75, 'aria-hidden': true })}
      </span>
      <p className={classes.title}>{title}</p>
      <p className={classes.text}>{text}</p>
      {children ? <div className={classes.action}>{children}</div> : null}
    </div>
  );
}
