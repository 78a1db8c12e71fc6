import { t } from '@lingui/core/macro';
import { NativeSelect, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Me, MeChanges } from '@/api/account';
import { CURRENCIES } from '@/api/currencies.gen';
import { ApiProblem, problemText } from '@/api/problem';
import { timeZoneOptions } from '@/features/profile/region-options';
import { SaveButton } from '@/features/profile/save-button';
import { useHasExpenses } from '@/sync/first-use';
import { useMe, useUpdateMe } from '@/sync/me';
import { CurrencySelect, FixedCurrency } from '@/ui/currency-select';
import { FormAlert } from '@/ui/form-alert';
import { sortProblems } from '@/ui/form-problems';
import { LocaleSelect } from '@/ui/locale-select';
import { notifyDone } from '@/ui/notify';

interface WalletFields {
  readonly currency: string;
  readonly timeZone: string;
  readonly locale: string;
}

const FIELD_NAMES = { currency: 'currency', time_zone: 'timeZone', locale: 'locale' } as const;

function fieldsOf(me: Me): WalletFields {
  return { currency: me.wallet.currency, timeZone: me.wallet.timeZone, locale: me.locale };
}

/** Only what differs is sent: naming the currency at all is refused once something is recorded. */
function changesOf(fields: WalletFields, me: Me): MeChanges {
  const before = fieldsOf(me);
  return {
    ...(fields.currency === before.currency ? {} : { currency: fields.currency }),
    ...(fields.timeZone === before.timeZone ? {} : { timeZone: fields.timeZone }),
    ...(fields.locale === before.locale ? {} : { locale: fields.locale }),
  };
}

function problemsOf(error: Error) {
  if (!(error instanceof ApiProblem)) return { fields: {}, general: problemText(error) };
  if (error.code === 'currency_fixed') return { fields: { currency: error.detail }, general: null };
  return sortProblems(error, FIELD_NAMES);
}

export function WalletForm() {
  const me = useMe();
  const update = useUpdateMe();
  const fixed = useHasExpenses();
  const form = useForm<WalletFields>({ initialValues: fieldsOf(me) });
  const save = (fields: WalletFields) =>
    update.mutate(changesOf(fields, me), {
      onSuccess: (saved) => {
        const now = fieldsOf(saved);
        form.setValues(now);
        form.resetDirty(now);
        notifyDone(t`Settings for money and time saved.`);
      },
      onError: (error) => form.setErrors(problemsOf(error).fields),
    });
  const general = update.error === null ? null : problemsOf(update.error).general;
  return (
    <form noValidate onSubmit={form.onSubmit(save)}>
      <Stack gap="md">
        {general !== null && <FormAlert>{general}</FormAlert>}
        {fixed ? (
          <FixedCurrency
            code={me.wallet.currency}
            label={t`Currency`}
            description={t`It stays, since your expenses are recorded in it.`}
            inputWrapperOrder={['label', 'input', 'description']}
          />
        ) : (
          <CurrencySelect
            codes={CURRENCIES}
            label={t`Currency`}
            description={
              form.errors.currency ? undefined : t`It can change only while nothing is recorded.`
            }
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            {...form.getInputProps('currency')}
          />
        )}
        <LocaleSelect
          label={t`Amounts and dates are written as in`}
          current={me.locale}
          money={me.money}
          {...form.getInputProps('locale')}
        />
        <NativeSelect
          label={t`Time zone`}
          description={t`It decides when a day and a month begin.`}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          data={timeZoneOptions(me.wallet.timeZone)}
          {...form.getInputProps('timeZone')}
        />
        <SaveButton changed={form.isDirty()} saving={update.isPending}>
          {t`Save money and time`}
        </SaveButton>
      </Stack>
    </form>
  );
}
