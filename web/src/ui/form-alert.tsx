import { Alert } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** What a form as a whole has to say. Read out at once where it appears. */
export function FormAlert({
  children,
  tone = 'problem',
}: {
  readonly children: ReactNode;
  readonly tone?: 'problem' | 'note';
}) {
  return (
    <Alert
      role="alert"
      variant="light"
      color={tone === 'problem' ? 'red' : 'accent'}
      icon={<IconAlertCircle size={18} stroke={1.75} />}
    >
      {children}
    </Alert>
  );
}
