import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Anchor } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { Link, useNavigate } from '@tanstack/react-router';
import { AuthPage } from '@/features/auth/auth-page';
import { RegisterForm } from '@/features/auth/register-form';

export function RegisterRoute() {
  const navigate = useNavigate();
  const { online } = useNetwork();
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
      <RegisterForm onDone={() => void navigate({ to: '/' })} />
    </AuthPage>
  );
}
