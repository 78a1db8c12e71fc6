import { t } from '@lingui/core/macro';
import { Stack } from '@mantine/core';
import type { MeChanges } from '@/api/account';
import { CURRENCIES } from '@/api/currencies.gen';
import { problemText } from '@/api/problem';
import { useMe, useUpdateMe } from '@/sync/me';
import { CurrencySelect } from '@/ui/currency-select';
import { LocaleSelect } from '@/ui/locale-select';

/** Currency and way of writing as they were guessed; another choice counts at once. */
export function RegionChoice() {
  const me = useMe();
  const update = useUpdateMe();
  const change = (changes: MeChanges) => update.mutate(changes);
  const sent = update.variables;
  const problem = update.isError ? problemText(update.error) : null;
  return (
    <Stack gap="md">
      <CurrencySelect
        codes={CURRENCIES}
        label={t`Currency`}
        description={t`It can change only while nothing is recorded.`}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        value={update.isPending ? (sent?.currency ?? me.wallet.currency) : me.wallet.currency}
        error={sent?.currency === undefined ? null : problem}
        onChange={(event) => change({ currency: event.currentTarget.value })}
      />
      <LocaleSelect
        label={t`Amounts and dates are written as in`}
        current={me.locale}
        money={me.money}
        value={update.isPending ? (sent?.locale ?? me.locale) : me.locale}
        error={sent?.locale === undefined ? null : problem}
        onChange={(event) => change({ locale: event.currentTarget.value })}
      />
    </Stack>
  );
}
