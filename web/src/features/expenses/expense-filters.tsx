import { t } from '@lingui/core/macro';
import { Button, CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconCalendar, IconSearch } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { ExpenseFilter } from '@/api/expenses';
import { monthOf } from '@/dates/calendar';
import { todayIn } from '@/dates/today';
import { CategoryFilter } from '@/features/expenses/category-filter';
import { useMe } from '@/sync/me';
import { MonthSwitcher } from '@/ui/month-switcher';
import classes from './expense-filters.module.css';

interface ExpenseFiltersProps {
  readonly filter: ExpenseFilter;
  readonly onChange: (filter: ExpenseFilter) => void;
}

/** Which expenses are listed. What is chosen stands in the address, so that it can be kept and shared. */
export function ExpenseFilters({ filter, onChange }: ExpenseFiltersProps) {
  return (
    <section className={classes.bar} aria-label={t`Filter expenses`}>
      <TextFilter
        text={filter.text ?? ''}
        onChange={(text) => onChange({ ...filter, text: text || undefined })}
      />
      <div className={classes.choices}>
        <MonthFilter filter={filter} onChange={onChange} />
        <CategoryFilter
          chosen={filter.categories ?? []}
          onChange={(categories) => onChange({ ...filter, categories })}
        />
      </div>
    </section>
  );
}

function MonthFilter({ filter, onChange }: ExpenseFiltersProps) {
  const { locale, wallet } = useMe();
  const today = todayIn(wallet.timeZone);
  if (filter.month === undefined) {
    return (
      <Button
        variant="default"
        leftSection={<IconCalendar size={17} stroke={1.75} aria-hidden="true" />}
        onClick={() => onChange({ ...filter, month: monthOf(today), days: undefined })}
      >
        {t`This month`}
      </Button>
    );
  }
  return (
    <MonthSwitcher
      month={filter.month}
      today={today}
      locale={locale}
      onMonthChange={(month) => onChange({ ...filter, month })}
    />
  );
}

interface TextFilterProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
}

/** A pause in typing, not each letter, asks the server. */
const TYPING_MS = 250;

function TextFilter({ text, onChange }: TextFilterProps) {
  const field = useRef<HTMLInputElement>(null);
  /** What the address has because of this field. */
  const sent = useRef(text);
  const send = (typed: string) => {
    sent.current = typed.trim();
    onChange(sent.current);
  };
  const changeSoon = useDebouncedCallback(send, TYPING_MS);
  useEffect(() => {
    // Another text in the address than the one typed here, as after Back, replaces what stands in the field.
    if (text === sent.current) return;
    sent.current = text;
    if (field.current) field.current.value = text;
  }, [text]);
  const clear = () => {
    if (field.current) field.current.value = '';
    changeSoon.cancel();
    send('');
    field.current?.focus();
  };
  return (
    <TextInput
      ref={field}
      defaultValue={text}
      className={classes.search}
      type="search"
      aria-label={t`Search expenses`}
      placeholder={t`Search description or category`}
      leftSection={<IconSearch size={17} stroke={1.75} aria-hidden="true" />}
      rightSection={text !== '' && <CloseButton aria-label={t`Clear search`} onClick={clear} />}
      onChange={(event) => changeSoon(event.currentTarget.value)}
    />
  );
}
