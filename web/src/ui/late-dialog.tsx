import { type ComponentType, createElement, type ReactNode, useCallback, useState } from 'react';
import { notifyRetry } from './notify';

export interface LateDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

interface LateDialog {
  readonly open: () => void;
  /** Belongs anywhere into the page; empty until the dialog was opened for the first time. */
  readonly element: ReactNode;
}

/**
 * A dialog whose code is fetched at its first use. When it cannot be fetched, the page stays as it is, says so in the words
 * of `failure`, and offers another try. `further` is what else the dialog takes.
 */
export function useLateDialog<Further extends object = object>(
  load: () => Promise<ComponentType<LateDialogProps & Further>>,
  failure: string,
  further?: Further,
): LateDialog {
  // Kept once it is there: closing it would otherwise cut its way out short.
  const [Dialog, setDialog] = useState<ComponentType<LateDialogProps & Further> | null>(null);
  const [opened, setOpened] = useState(false);
  const open = useCallback(() => {
    load().then(
      (loaded) => {
        setDialog(() => loaded);
        setOpened(true);
      },
      // The browser remembers that a part did not arrive: only a new page asks for it once more.
      () => notifyRetry({ message: failure, onRetry: () => window.location.reload() }),
    );
  }, [load, failure]);
  const close = useCallback(() => setOpened(false), []);
  const props = { ...further, opened, onClose: close } as LateDialogProps & Further;
  return { open, element: Dialog && createElement(Dialog, props) };
}
