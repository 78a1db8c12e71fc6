import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './figure-card.module.css';

type FigureCardProps = {
  readonly label: string;
  readonly figure: ReactNode;
  /** What explains the figure, in a line below it. */
  readonly children: ReactNode;
  readonly hero?: boolean;
};

/** A card for one number. */
export function FigureCard({ label, figure, children, hero = false }: FigureCardProps) {
  return (
    <section className={classes.card} data-hero={hero || undefined}>
      <Title order={2} className={classes.label}>
        {label}
      </Title>
      <div className={classes.figure}>{figure}</div>
      <div className={classes.note}>{children}</div>
    </section>
  );
}
