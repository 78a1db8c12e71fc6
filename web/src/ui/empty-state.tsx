import type { Icon } from '@tabler/icons-react';
import { createElement, type ReactNode } from 'react';
import classes from './empty-state.module.css';

type EmptyStateProps = {
  readonly icon: Icon;
  readonly title: string;
  /** What can be done next, in a sentence. */
  readonly text: string;
  /** Whether this is all there is on the page, so that its title is the page's. */
  readonly page?: boolean;
  /** The button or link that does it. */
  readonly children?: ReactNode;
};

/** What stands where there is nothing yet: never just "no data", always the next step. */
export function EmptyState({ icon, title, text, page = false, children }: EmptyStateProps) {
  const Heading = page ? 'h1' : 'p';
  return (
    <div className={classes.empty}>
      <span className={classes.icon}>
        {createElement(icon, { size: 22, stroke: 1.75, 'aria-hidden': true })}
      </span>
      <Heading className={classes.title}>{title}</Heading>
      <p className={classes.text}>{text}</p>
      {children ? <div className={classes.action}>{children}</div> : null}
    </div>
  );
}
