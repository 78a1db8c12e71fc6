import { t } from '@lingui/core/macro';
import { Button } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { signOut } from '@/session/session';

export function SignOut() {
  const leave = useMutation({ mutationFn: signOut });
  return (
    <Button
      variant="default"
      leftSection={<IconLogout size={17} stroke={1.75} aria-hidden="true" />}
      loading={leave.isPending}
      onClick={() => leave.mutate()}
    >
      {t`Log out`}
    </Button>
  );
}
