import { t } from '@lingui/core/macro';
import { Drawer, Modal } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import classes from './responsive-dialog.module.css';
import { usePhone } from './use-phone';

interface ResponsiveDialogProps {
  readonly opened: boolean;
  readonly title: string;
  readonly onClose: () => void;
  /** Called once it is out of sight. */
  readonly onClosed?: (() => void) | undefined;
  readonly children: ReactNode;
}

/** A dialog in the middle of a wide window, a sheet from the bottom of a phone. */
export function ResponsiveDialog({
  opened: wanted,
  title,
  onClose,
  onClosed,
  children,
}: ResponsiveDialogProps) {
  // Where the focus goes back to is noted as a dialog opens, so one that is mounted to be open first mounts closed.
  const [opened, setOpened] = useState(false);
  useEffect(() => setOpened(wanted), [wanted]);
  const phone = usePhone();
  const shared = {
    opened,
    onClose,
    title,
    ...(onClosed && { onExitTransitionEnd: onClosed }),
    closeButtonProps: { 'aria-label': t`Close`, size: 'lg' },
    overlayProps: { backgroundOpacity: 0.35 },
  } as const;
  if (phone) {
    return (
      <Drawer
        {...shared}
        position="bottom"
        size="auto"
        classNames={{ content: classes.sheet, header: classes.header, title: classes.title }}
      >
        {children}
      </Drawer>
    );
  }
  return (
    <Modal
      {...shared}
      size={460}
      yOffset="12vh"
      classNames={{ content: classes.dialog, header: classes.header, title: classes.title }}
    >
      {children}
    </Modal>
  );
}
