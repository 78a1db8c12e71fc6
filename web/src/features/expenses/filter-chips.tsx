import { t } from '@lingui/core/macro';
import { IconX } from '@tabler/icons-react';
import type { ExpenseFilter } from '@/api/expenses';
import { formatDays, formatMonth } from '@/dates/format-date';
import classes from './expense-filters.module.css';

interface FilterChipsProps {
  readonly filter: ExpenseFilter;
  readonly locale: string;
  readonly onChange: (filter: ExpenseFilter) => void;
}

export interface Chip {
  readonly label: string;
  readonly without: ExpenseFilter;
}

/** Each filter in force, with the filter that is left when it is taken away. */
export function chipsOf(filter: ExpenseFilter, locale: string): Chip[] {
  const { month, days, categories = [], text } = filter;
  return [
    ...(month
      ? [{ label: formatMonth(month, locale), without: { ...filter, month: undefined } }]
      : []),
    ...(days ? [{ label: formatDays(days, locale), without: { ...filter, days: undefined } }] : []),
    ...categories.map((name) => ({
      label: name,
      without: { ...filter, categories: categories.filter((one) => one !== name) },
    })),
    ...(text
      ? [
          {
            label: t({
              message: `“${text}”`,
              comment: 'The text that was searched for, in quotation marks',
            }),
            without: { ...filter, text: undefined },
          },
        ]
      : []),
  ];
}

export function FilterChips({ filter, locale, onChange }: FilterChipsProps) {
  return chipsOf(filter, locale).map(({ label, without }) => (
    <button
      key={label}
      type="button"
      className={classes.chip}
      aria-label={t`Remove filter ${label}`}
      onClick={() => onChange(without)}
    >
      {label}
      <IconX size={15} stroke={1.75} aria-hidden="true" />
    </button>
  ));
}
