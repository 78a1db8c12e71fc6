import { Anchor } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { AuthPage } from '@/features/auth/auth-page';
import { RegisterForm } from '@/features/auth/register-form';

export function RegisterRoute() {
  const navigate = useNavigate();
  return (
    <AuthPage
      title="Create your account"
      subtitle="Your first expense is a few seconds away."
      footer={
        <>
          Already registered?{' '}
          <Anchor component={Link} to="/login" underline="always">
            Log in
          </Anchor>
        </>
      }
    >
      <RegisterForm onDone={() => void navigate({ to: '/' })} />
    </AuthPage>
  );
}
