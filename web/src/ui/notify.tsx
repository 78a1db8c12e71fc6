import { t } from '@lingui/core/macro';
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import classes from './notify.module.css';

interface RetryOffer {
  /** What failed, as a sentence. */
  readonly message: string;
  readonly onRetry: () => void;
}

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
    closeButtonProps: { 'aria-label': t`Dismiss` },
    message: <Offer message={message} action={t`Undo`} onAct={() => act(id, onUndo)} />,
  });
}

/** Says what failed and offers another try; it stays until it is answered. */
export function notifyRetry({ message, onRetry }: RetryOffer): void {
  const id = notifications.show({
    color: 'red',
    autoClose: false,
    closeButtonProps: { 'aria-label': t`Dismiss` },
    message: <Offer message={message} action={t`Try again`} onAct={() => act(id, onRetry)} />,
  });
}

interface OpenOffer {
  /** What was not saved, and why. */
  readonly message: string;
  readonly onOpen: () => void;
}

/** Says what was not saved and offers to open it again; it stays until it is answered. */
export function notifyUnsaved({ message, onOpen }: OpenOffer): void {
  const id = notifications.show({
    color: 'red',
    autoClose: false,
    closeButtonProps: { 'aria-label': t`Dismiss` },
    message: (
      <Offer
        message={message}
        action={t({ message: `Open`, context: `the form of an unsaved expense` })}
        onAct={() => act(id, onOpen)}
      />
    ),
  });
}

/** Says that a newer version waits. It stays until it is answered, and is one however often that is found. */
export function notifyNewVersion(onReload: () => void): void {
  const id = notifications.show({
    id: 'new-version',
    role: 'status',
    autoClose: false,
    closeButtonProps: { 'aria-label': t`Dismiss` },
    message: (
      <Offer
        message={t`A new version of Outlay is ready.`}
        action={t`Reload`}
        onAct={() => act(id, onReload)}
      />
    ),
  });
}

function act(id: string, action: () => void): void {
  notifications.hide(id);
  action();
}

interface OfferProps {
  readonly message: string;
  readonly action: string;
  readonly onAct: () => void;
}

function Offer({ message, action, onAct }: OfferProps) {
  return (
    <span className={classes.offer}>
      <span>{message}</span>
      <Button className={classes.button} variant="subtle" onClick={onAct}>
        {action}
      </Button>
    </span>
  );
}

export function notifyDone(message: string): void {
  notifications.show({
    role: 'status',
    message,
    closeButtonProps: { 'aria-label': t`Dismiss` },
  });
}

export function notifyProblem(message: string): void {
  notifications.show({
    message,
    color: 'red',
    autoClose: 8000,
    closeButtonProps: { 'aria-label': t`Dismiss` },
  });
}
