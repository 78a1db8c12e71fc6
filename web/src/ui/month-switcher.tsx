import { t } from '@lingui/core/macro';
import { ActionIcon, Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useRef } from 'react';
import { addMonths, type IsoDate, type IsoMonth, monthOf } from '@/dates/calendar';
import { formatMonthShort } from '@/dates/format-date';
import { FIRST_DAY, lastDay } from '@/dates/kept-days';
import { type LateDialogProps, useLateDialog } from './late-dialog';
import type { MonthPickerProps } from './month-picker';
import classes from './month-switcher.module.css';
import { useKeys } from './use-keys';

type MonthSwitcherProps = {
  readonly month: IsoMonth;
  readonly today: IsoDate;
  readonly locale: string;
  readonly onMonthChange: (month: IsoMonth) => void;
};

const FIRST_MONTH: IsoMonth = monthOf(FIRST_DAY);

async function loadPicker() {
  const { MonthPicker } = await import('./month-picker');
  return MonthPicker;
}

/** Steps a page through the months; the name in the middle opens the whole year. */
export function MonthSwitcher({ month, today, locale, onMonthChange }: MonthSwitcherProps) {
  const button = useRef<HTMLButtonElement>(null);
  const lastMonth = monthOf(lastDay(today));
  const picker = useLateDialog<Omit<MonthPickerProps, keyof LateDialogProps>>(
    loadPicker,
    t`The choice of months could not be loaded.`,
    {
      button,
      month,
      currentMonth: monthOf(today),
      first: FIRST_MONTH,
      last: lastMonth,
      locale,
      onChoose: onMonthChange,
    },
  );
  const step = (months: -1 | 1) => {
    const next = addMonths(month, months);
    if (next >= FIRST_MONTH && next <= lastMonth) onMonthChange(next);
  };
  useKeys({ previousMonth: () => step(-1), nextMonth: () => step(1) });
  const chosen = formatMonthShort(month, locale);
  return (
    <fieldset className={classes.switcher} aria-label={t`Month`}>
      <ActionIcon
        aria-label={t`Previous month`}
        aria-keyshortcuts="["
        title={t`Previous month, key [`}
        disabled={month <= FIRST_MONTH}
        onClick={() => step(-1)}
      >
        <IconChevronLeft size={17} stroke={1.75} />
      </ActionIcon>
      <Button
        ref={button}
        className={classes.current}
        variant="default"
        aria-label={t`${chosen}, choose another month`}
        aria-haspopup="dialog"
        aria-expanded={picker.opened}
        onClick={picker.opened ? picker.close : picker.open}
      >
        {chosen}
      </Button>
      {picker.element}
      <ActionIcon
        aria-label={t`Next month`}
        aria-keyshortcuts="]"
        title={t`Next month, key ]`}
        disabled={month >= lastMonth}
        onClick={() => step(1)}
      >
        <IconChevronRight size={17} stroke={1.75} />
      </ActionIcon>
    </fieldset>
  );
}
