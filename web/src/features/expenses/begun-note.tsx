import { t } from '@lingui/core/macro';
import { Button } from '@mantine/core';
import classes from './expense-form.module.css';

interface BegunNoteProps {
  readonly onStartOver: () => void;
}

/** Why a form begins with something else than one would expect: it was left in the middle of it. */
export function BegunNote({ onStartOver }: BegunNoteProps) {
  return (
    <p className={classes.kept}>
      {t`This is what you began before.`}
      <Button variant="subtle" onClick={onStartOver}>
        {t`Start over`}
      </Button>
    </p>
  );
}
