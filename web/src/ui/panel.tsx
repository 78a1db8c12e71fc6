import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useId } from 'react';
import classes from './panel.module.css';

type PanelProps = {
  readonly title: string;
  /** A link or button at the right of the heading. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
};

/** A card with a heading: a region of the page that a screen reader can jump to by its name. */
export function Panel({ title, action, children }: PanelProps) {
  const headingId = useId();
  return (
    <section className={classes.panel} aria-labelledby={headingId}>
      <div className={classes.head}>
        <Title order={2} id={headingId} className={classes.title}>
          {title}
        </Title>
        {action}
      </div>
      {children}
    </section>
  );
}
