import { t } from '@lingui/core/macro';
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { CURRENCIES } from '@/api/currencies.gen';
import { ApiProblem, problemText } from '@/api/problem';
import { browserTimeZone, guessCurrency } from '@/features/auth/browser-guess';
import { knownLocale } from '@/money/known-locale';
import { register } from '@/session/session';
import { CurrencySelect } from '@/ui/currency-select';
import { FormAlert } from '@/ui/form-alert';
import { sortProblems } from '@/ui/form-problems';

const FIELD_NAMES = {
  username: 'username',
  email: 'email',
  password: 'password',
  currency: 'currency',
} as const;

/** The server's rules, said before the request is sent. The server still decides. */
const RULES = {
  username: (name: string) =>
    /^[\p{L}\p{N}._-]{3,64}$/u.test(name.trim())
      ? null
      : t`Use 3 to 64 letters, digits, dots, dashes or underscores.`,
  email: (email: string) =>
    email.trim() === '' || /^\S+@\S+$/.test(email.trim()) ? null : t`This is not an email address.`,
  password: (password: string) => (password.length >= 8 ? null : t`Use at least 8 characters.`),
};

function useRegisterForm(onDone: RegisterFormProps['onDone']) {
  const timeZone = browserTimeZone();
  const locale = knownLocale(navigator.language);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { username: '', email: '', password: '', currency: guessCurrency(locale) },
    validate: RULES,
  });
  const registration = useMutation({
    mutationFn: ({ username, email, password, currency }: typeof form.values) =>
      register({
        username: username.trim(),
        email: email.trim(),
        password,
        currency,
        timeZone,
        locale,
      }),
    onSuccess: () => onDone(timeZone),
    onError: (error) => {
      if (error instanceof ApiProblem) form.setErrors(errorsOf(error).fields);
    },
  });
  return { form, registration };
}

/** A taken name is said at the name: the refusal names no field, its code does. */
function errorsOf(problem: ApiProblem) {
  if (problem.code === 'name_taken') return { fields: { username: problem.detail }, general: null };
  if (problem.code === 'email_taken') return { fields: { email: problem.detail }, general: null };
  return sortProblems(problem, FIELD_NAMES);
}

function generalText(error: Error): string | null {
  return error instanceof ApiProblem ? errorsOf(error).general : problemText(error);
}

interface RegisterFormProps {
  /** Called with the time zone of the new wallet. */
  readonly onDone: (timeZone: string) => void;
}

export function RegisterForm({ onDone }: RegisterFormProps) {
  const { form, registration } = useRegisterForm(onDone);
  const general = registration.error === null ? null : generalText(registration.error);
  return (
    <form noValidate onSubmit={form.onSubmit((values) => registration.mutate(values))}>
      <Stack gap="md">
        {general !== null && <FormAlert>{general}</FormAlert>}
        <TextInput
          label={t`User name`}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          key={form.key('username')}
          {...form.getInputProps('username')}
        />
        <PasswordInput
          label={t`Password`}
          description={form.errors.password ? undefined : t`At least 8 characters.`}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t`Show password` }}
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <TextInput
          label={t`Email (optional)`}
          type="email"
          autoComplete="email"
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <CurrencySelect
          codes={CURRENCIES}
          label={t`Currency`}
          description={t`You can change it until the first expense is recorded.`}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          key={form.key('currency')}
          {...form.getInputProps('currency')}
        />
        <Button type="submit" loading={registration.isPending} mt={4}>
          {t`Create account`}
        </Button>
      </Stack>
    </form>
  );
}
