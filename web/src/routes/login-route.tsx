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
      title="Welcome back"
      subtitle={
        online ? 'Log in to your expenses.' : 'You are offline. Logging in takes a connection.'
      }
      footer={
        <>
          New here?{' '}
          <Anchor component={Link} to="/register" underline="always">
            Create an account
          </Anchor>
        </>
      }
    >
      <LoginForm returning={next !== undefined} onDone={goOn} />
    </AuthPage>
  );
}
