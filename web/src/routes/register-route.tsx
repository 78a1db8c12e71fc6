import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Anchor } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { AuthPage } from '@/features/auth/auth-page';
import { RegisterForm } from '@/features/auth/register-form';
import { noteEmptyWallet } from '@/sync/first-use';
import { whenIdle } from '@/ui/when-idle';

/** What comes next, while the form is filled in. Where it fails, it is asked for again there. */
function loadWelcome(): void {
  Promise.all([import('@/routes/dashboard-route'), import('@/routes/welcome')]).catch(
    () => undefined,
  );
}

export function RegisterRoute() {
  const navigate = useNavigate();
  const client = useQueryClient();
  const { online } = useNetwork();
  useEffect(() => whenIdle(loadWelcome), []);
  const goIn = (timeZone: string) => {
    noteEmptyWallet(client, timeZone);
    void navigate({ to: '/' });
  };
  return (
    <AuthPage
      title={t`Create your account`}
      subtitle={
        online
          ? t`Your first expense is a few seconds away.`
          : t`You are offline. A new account takes a connection.`
      }
      footer={
        <Trans>
          Already registered?{' '}
          <Anchor component={Link} to="/login" underline="always">
            Log in
          </Anchor>
        </Trans>
      }
    >
      <RegisterForm onDone={goIn} />
    </AuthPage>
  );
}
