import { Anchor } from '@mantine/core';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { AuthPage } from '@/features/auth/auth-page';
import { LoginForm } from '@/features/auth/login-form';

export function LoginRoute() {
  const { next } = useSearch({ from: '/login' });
  const router = useRouter();
  const goOn = () => router.history.push(router.basepath + (next ?? '/'));
  return (
    <AuthPage
      title="Welcome back"
      subtitle="Log in to your expenses."
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
