import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { PhoneFindButton } from './find';
import classes from './page-header.module.css';

type PageHeaderProps = {
  readonly title: string;
  /** What steers the page: a month switcher, buttons. */
  readonly children?: ReactNode;
};

/** The heading of a page with its controls. On a phone what steers by month takes a line of its own. */
export function PageHeader({ title, children }: PageHeaderProps) {
  return (
    <header className={classes.header}>
      <Title order={1} className={classes.title}>
        {title}
      </Title>
      <PhoneFindButton />
      {children ? <div className={classes.controls}>{children}</div> : null}
    </header>
  );
}
