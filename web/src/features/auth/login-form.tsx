import { t } from '@lingui/core/macro';
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { problemText } from '@/api/problem';
import { logIn } from '@/session/session';
import { FormAlert } from '@/ui/form-alert';

interface LoginFormProps {
  /** Whether a session ended while someone was at work, which wants a word of explanation. */
  readonly returning: boolean;
  readonly onDone: () => void;
}

export function LoginForm({ returning, onDone }: LoginFormProps) {
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { name: '', password: '' },
    validate: {
      name: (name) => (name.trim() === '' ? t`Enter your user name or email.` : null),
      password: (password) => (password === '' ? t`Enter your password.` : null),
    },
  });
  const login = useMutation({
    mutationFn: ({ name, password }: typeof form.values) => logIn({ name: name.trim(), password }),
    onSuccess: onDone,
  });
  return (
    <form noValidate onSubmit={form.onSubmit((values) => login.mutate(values))}>
      <Stack gap="md">
        {returning && !login.isError && (
          <FormAlert tone="note">{t`Log in to go back to where you were.`}</FormAlert>
        )}
        {login.isError && <FormAlert>{problemText(login.error)}</FormAlert>}
        <TextInput
          label={t`User name or email`}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          data-autofocus
          autoFocus
          key={form.key('name')}
          {...form.getInputProps('name')}
        />
        <PasswordInput
          label={t`Password`}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t`Show password` }}
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={login.isPending} mt={4}>
          {t`Log in`}
        </Button>
      </Stack>
    </form>
  );
}
