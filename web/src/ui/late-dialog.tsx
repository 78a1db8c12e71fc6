import {
  type ComponentType,
  createElement,
  type ReactNode,
  useCallback,
  useEffect,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { notifyRetry } from './notify';
import { whenIdle } from './when-idle';

export interface LateDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

interface LateDialog {
  readonly opened: boolean;
  readonly open: () => void;
  readonly close: () => void;
  /** Belongs anywhere into the page; empty until the dialog was opened for the first time. */
  readonly element: ReactNode;
}

/**
 * A dialog whose code is no part of its page: it is fetched once the page is at rest, so that it opens at once. When it
 * cannot be fetched, the page stays as it is, says so in the words of `failure` when the dialog is asked for, and offers
 * another try. `load` stays the same; `further` is what else the dialog takes.
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
        // A dialog that is there before it opens remembers where the focus was.
        flushSync(() => setDialog(() => loaded));
        setOpened(true);
      },
      // The browser remembers that a part did not arrive: only a new page asks for it once more.
      () => notifyRetry({ message: failure, onRetry: () => window.location.reload() }),
    );
  }, [load, failure]);
  const close = useCallback(() => setOpened(false), []);
  useEffect(() => whenIdle(() => void load().catch(() => undefined)), [load]);
  const props = { ...further, opened, onClose: close } as LateDialogProps & Further;
  return { opened, open, close, element: Dialog && createElement(Dialog, props) };
}
