import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Logo } from '@/ui/logo';
import classes from './auth-page.module.css';

interface AuthPageProps {
  readonly title: string;
  readonly subtitle: string;
  readonly children: ReactNode;
  /** The way to the other of the two pages. */
  readonly footer: ReactNode;
}

/** The one card that login and registration stand in. */
export function AuthPage({ title, subtitle, children, footer }: AuthPageProps) {
  return (
    <main className={classes.page}>
      <div className={classes.column}>
        <div className={classes.brand}>
          <Logo size={26} />
          <span>Outlay</span>
        </div>
        <section className={classes.card}>
          <Title order={1} className={classes.title}>
            {title}
          </Title>
          <p className={classes.subtitle}>{subtitle}</p>
          {children}
        </section>
        <p className={classes.footer}>{footer}</p>
      </div>
    </main>
  );
}
