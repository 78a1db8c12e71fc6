import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Me, MeChanges } from '@/api/account';
import { ApiProblem, problemText } from '@/api/problem';
import { SaveButton } from '@/features/profile/save-button';
import { useMe, useUpdateMe } from '@/sync/me';
import { FormAlert } from '@/ui/form-alert';
import { sortProblems } from '@/ui/form-problems';
import { notifyDone } from '@/ui/notify';
import classes from './profile-page.module.css';

interface AccountFields {
  readonly displayName: string;
  readonly email: string;
  readonly currentPassword: string;
}

const FIELD_NAMES = {
  display_name: 'displayName',
  email: 'email',
  current_password: 'currentPassword',
} as const;

/** Only what differs is sent: an email, even the same one, would ask for the password. */
function changesOf(fields: AccountFields, me: Me): MeChanges {
  const displayName = fields.displayName.trim();
  const email = fields.email.trim();
  return {
    ...(displayName === me.displayName ? {} : { displayName }),
    ...(email === (me.email ?? '')
      ? {}
      : { email: email === '' ? null : email, currentPassword: fields.currentPassword }),
  };
}

function problemsOf(error: Error) {
  if (!(error instanceof ApiProblem)) return { fields: {}, general: problemText(error) };
  if (error.code === 'email_taken') return { fields: { email: error.detail }, general: null };
  if (error.code === 'wrong_password') {
    return { fields: { currentPassword: t`This is not your current password.` }, general: null };
  }
  return sortProblems(error, FIELD_NAMES);
}

function useAccountForm(me: Me) {
  const update = useUpdateMe();
  const form = useForm<AccountFields>({
    initialValues: { displayName: me.displayName, email: me.email ?? '', currentPassword: '' },
    validate: {
      displayName: (name) => (name.trim() === '' ? t`Enter a name.` : null),
      email: (email) =>
        email.trim() === '' || /^\S+@\S+$/.test(email.trim())
          ? null
          : t`This is not an email address.`,
      currentPassword: (password, fields) =>
        fields.email.trim() !== (me.email ?? '') && password === ''
          ? t`Enter your password to change the email.`
          : null,
    },
  });
  const save = (fields: AccountFields) =>
    update.mutate(changesOf(fields, me), {
      onSuccess: (saved) => {
        const { displayName, email } = saved;
        const now = { displayName, email: email ?? '', currentPassword: '' };
        form.setValues(now);
        form.resetDirty(now);
        notifyDone(t`Profile saved.`);
      },
      onError: (error) => form.setErrors(problemsOf(error).fields),
    });
  return { form, update, save };
}

export function AccountForm() {
  const me = useMe();
  const { username } = me;
  const { form, update, save } = useAccountForm(me);
  const general = update.error === null ? null : problemsOf(update.error).general;
  const emailChanged = form.values.email.trim() !== (me.email ?? '');
  return (
    <form noValidate onSubmit={form.onSubmit(save)}>
      <Stack gap="md">
        {general !== null && <FormAlert>{general}</FormAlert>}
        <p className={classes.who}>
          <Trans>
            You log in as <strong>{username}</strong>.
          </Trans>
        </p>
        <TextInput label={t`Name`} autoComplete="name" {...form.getInputProps('displayName')} />
        <TextInput
          label={t`Email`}
          type="email"
          autoComplete="email"
          {...form.getInputProps('email')}
        />
        {emailChanged && (
          <PasswordInput
            label={t`Current password`}
            description={t`Changing the email needs it.`}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': t`Show password` }}
            {...form.getInputProps('currentPassword')}
          />
        )}
        <SaveButton changed={form.isDirty()} saving={update.isPending}>
          {t`Save profile`}
        </SaveButton>
      </Stack>
    </form>
  );
}
