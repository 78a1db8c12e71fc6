import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './profile-page.module.css';

interface SaveButtonProps {
  /** Whether there is anything to save: only then does it stand out. */
  readonly changed: boolean;
  readonly saving: boolean;
  readonly children: ReactNode;
}

/** Ends each form of the profile. */
export function SaveButton({ changed, saving, children }: SaveButtonProps) {
  return (
    <div className={classes.buttons}>
      <Button type="submit" variant={changed ? 'filled' : 'default'} loading={saving}>
        {children}
      </Button>
    </div>
  );
}
