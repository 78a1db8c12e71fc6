import { t } from '@lingui/core/macro';
import { NativeSelect, Stack } from '@mantine/core';
import type { MeChanges } from '@/api/account';
import { problemText } from '@/api/problem';
import { lastDayOf } from '@/dates/calendar';
import { type FirstDayOfWeek, usualFirstDay, WEEKDAYS } from '@/dates/first-day-of-week';
import { type DateOrder, formatWeekday, sampleOf } from '@/dates/format-date';
import { todayIn } from '@/dates/today';
import { LANGUAGES, type Language } from '@/language/language';
import { useMe, useUpdateMe } from '@/sync/me';
import { notifyDone } from '@/ui/notify';

/** The value of the choice to leave it to the browser or the locale. */
const USUAL = '';

const ORDERS: readonly DateOrder[] = ['dmy', 'mdy', 'ymd'];
const FIRST_DAYS: readonly FirstDayOfWeek[] = ['monday', 'saturday', 'sunday'];

/** What the app is read in: another choice counts at once, for everything on the screen shows it. */
export function Reading() {
  const me = useMe();
  const update = useUpdateMe();
  const change = (changes: MeChanges) =>
    update.mutate(changes, { onSuccess: () => notifyDone(savedText(changes)) });
  const problem = update.isError ? problemText(update.error) : null;
  const sent = update.variables;
  const yearsEnd = lastDayOf(`${todayIn(me.wallet.timeZone).slice(0, 4)}-12`);
  const usualDay = formatWeekday(usualFirstDay(me.locale));
  return (
    <Stack gap="md">
      <NativeSelect
        label={t`Language`}
        value={me.language ?? USUAL}
        error={sent?.language === undefined ? null : problem}
        onChange={(event) => change({ language: chosen<Language>(event.currentTarget.value) })}
        data={[
          { value: USUAL, label: t`Same as the browser` },
          ...Object.entries(LANGUAGES).map(([value, { name }]) => ({ value, label: name })),
        ]}
      />
      <NativeSelect
        label={t`Dates are written as`}
        value={me.dateOrder ?? USUAL}
        error={sent?.dateOrder === undefined ? null : problem}
        onChange={(event) => change({ dateOrder: chosen<DateOrder>(event.currentTarget.value) })}
        data={[
          { value: USUAL, label: t`Same as the amounts` },
          ...ORDERS.map((order) => ({ value: order, label: sampleOf(order, yearsEnd) })),
        ]}
      />
      <NativeSelect
        label={t`Weeks begin on`}
        value={me.firstDayOfWeek ?? USUAL}
        error={sent?.firstDayOfWeek === undefined ? null : problem}
        onChange={(event) =>
          change({ firstDayOfWeek: chosen<FirstDayOfWeek>(event.currentTarget.value) })
        }
        data={[
          { value: USUAL, label: t`Same as the amounts (${usualDay})` },
          ...FIRST_DAYS.map((day) => ({ value: day, label: formatWeekday(WEEKDAYS[day]) })),
        ]}
      />
    </Stack>
  );
}

/** Names what was saved, in the language that counts from now on. */
function savedText(changes: MeChanges): string {
  if (changes.language !== undefined) return t`Language saved.`;
  if (changes.dateOrder !== undefined) return t`Date format saved.`;
  return t`First day of the week saved.`;
}

function chosen<Value extends string>(value: string): Value | null {
  return value === USUAL ? null : (value as Value);
}
