import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Anchor } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { AuthPage } from '@/features/auth/auth-page';
import { LoginForm } from '@/features/auth/login-form';

export function LoginRoute() {
  const { next } = useSearch({ from: '/login' });
  const router = useRouter();
  const goOn = () => router.history.push(router.basepath + (next ?? '/'));
  const { online } = useNetwork();
  return (
    <AuthPage
      title={t`Welcome`}
      subtitle={
        online ? t`Log in to your expenses.` : t`You are offline. Logging in takes a connection.`
      }
      footer={
        <Trans>
          New here?{' '}
          <Anchor component={Link} to="/register" underline="always">
            Create an account
          </Anchor>
        </Trans>
      }
    >
      <LoginForm returning={next !== undefined} onDone={goOn} />
    </AuthPage>
  );
}
