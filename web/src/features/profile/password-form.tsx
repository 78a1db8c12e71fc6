import { t } from '@lingui/core/macro';
import { PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ApiProblem, problemText } from '@/api/problem';
import { SaveButton } from '@/features/profile/save-button';
import { useChangePassword } from '@/sync/me';
import { FormAlert } from '@/ui/form-alert';
import { sortProblems } from '@/ui/form-problems';
import { notifyDone } from '@/ui/notify';

const FIELD_NAMES = { current_password: 'current', new_password: 'next' } as const;

function problemsOf(error: Error) {
  if (!(error instanceof ApiProblem)) return { fields: {}, general: problemText(error) };
  if (error.code === 'wrong_password') {
    return { fields: { current: t`This is not your current password.` }, general: null };
  }
  return sortProblems(error, FIELD_NAMES);
}

export function PasswordForm() {
  const change = useChangePassword();
  const form = useForm({
    initialValues: { current: '', next: '' },
    validate: {
      current: (password) => (password === '' ? t`Enter your current password.` : null),
      next: (password) => (password.length < 8 ? t`Use at least 8 characters.` : null),
    },
  });
  const save = (fields: typeof form.values) =>
    change.mutate(fields, {
      onSuccess: () => {
        form.reset();
        notifyDone(t`Password changed. Your other devices are logged out.`);
      },
      onError: (error) => form.setErrors(problemsOf(error).fields),
    });
  const general = change.error === null ? null : problemsOf(change.error).general;
  const toggle = { 'aria-label': t`Show password` };
  return (
    <form noValidate onSubmit={form.onSubmit(save)}>
      <Stack gap="md">
        {general !== null && <FormAlert>{general}</FormAlert>}
        <PasswordInput
          label={t`Your password now`}
          autoComplete="current-password"
          visibilityToggleButtonProps={toggle}
          {...form.getInputProps('current')}
        />
        <PasswordInput
          label={t`New password`}
          description={t`At least 8 characters. All your other devices are logged out.`}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          autoComplete="new-password"
          visibilityToggleButtonProps={toggle}
          {...form.getInputProps('next')}
        />
        <SaveButton changed={form.isDirty()} saving={change.isPending}>
          {t`Change password`}
        </SaveButton>
      </Stack>
    </form>
  );
}
