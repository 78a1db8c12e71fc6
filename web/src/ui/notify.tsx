import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import classes from './notify.module.css';

interface UndoOffer {
  /** What was done, as in "Deleted Weekly market". */
  readonly message: string;
  readonly onUndo: () => void;
}

/** Long enough to read it and to reach the button by keyboard. */
const UNDO_MS = 10_000;

/** Says what was done and offers to take it back. */
export function notifyUndo({ message, onUndo }: UndoOffer): void {
  const id = notifications.show({
    role: 'status',
    autoClose: UNDO_MS,
    closeButtonProps: { 'aria-label': 'Dismiss' },
    message: (
      <span className={classes.undo}>
        <span>{message}</span>
        <Button
          className={classes.button}
          variant="subtle"
          onClick={() => {
            notifications.hide(id);
            onUndo();
          }}
        >
          Undo
        </Button>
      </span>
    ),
  });
}

export function notifyDone(message: string): void {
  notifications.show({
    role: 'status',
    message,
    closeButtonProps: { 'aria-label': 'Dismiss' },
  });
}

export function notifyProblem(message: string): void {
  notifications.show({
    message,
    color: 'red',
    autoClose: 8000,
    closeButtonProps: { 'aria-label': 'Dismiss' },
  });
}
