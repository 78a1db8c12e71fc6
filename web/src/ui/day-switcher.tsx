import { t } from '@lingui/core/macro';
import { ActionIcon, Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useId, useRef } from 'react';
import { addDays, type IsoDate, type IsoMonth } from '@/dates/calendar';
import type { Weekday } from '@/dates/first-day-of-week';
import { formatDay, formatDayLong } from '@/dates/format-date';
import { FIRST_DAY, lastDay } from '@/dates/kept-days';
import type { DayPickerProps } from './day-picker';
import { type LateDialogProps, useLateDialog } from './late-dialog';
import classes from './month-switcher.module.css';
import { useKeys } from './use-keys';

interface DaySwitcherProps {
  readonly day: IsoDate;
  readonly today: IsoDate;
  readonly firstDay: Weekday;
  readonly locale: string;
  /** Days that the calendar marks. */
  readonly marked: ReadonlySet<IsoDate>;
  /** Called with the month that the calendar shows. */
  readonly onMonthShown: (month: IsoMonth) => void;
  readonly onDayChange: (day: IsoDate) => void;
}

async function loadPicker() {
  const { DayPicker } = await import('./day-picker');
  return DayPicker;
}

/** Steps a page through the days; the name in the middle opens the calendar. */
export function DaySwitcher(props: DaySwitcherProps) {
  const { day, today, firstDay, locale, marked, onMonthShown, onDayChange } = props;
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const last = lastDay(today);
  const leave = () => {
    button.current?.focus();
    picker.close();
  };
  const picker = useLateDialog<Omit<DayPickerProps, keyof LateDialogProps>>(
    loadPicker,
    t`The calendar could not be loaded.`,
    {
      id,
      field: place,
      value: day,
      today,
      first: FIRST_DAY,
      last,
      firstDay,
      locale,
      marked,
      onMonthShown,
      onChoose: (chosen) => {
        leave();
        onDayChange(chosen);
      },
      onLeave: leave,
    },
  );
  const step = (days: -1 | 1) => {
    const next = addDays(day, days);
    if (next >= FIRST_DAY && next <= last) onDayChange(next);
  };
  useKeys({ previousDay: () => step(-1), nextDay: () => step(1) });
  const chosen = formatDayLong(day, locale);
  return (
    <fieldset className={classes.switcher} aria-label={t`Day`}>
      <ActionIcon
        aria-label={t`Previous day`}
        aria-keyshortcuts=","
        title={t`Previous day, key ,`}
        disabled={day <= FIRST_DAY}
        onClick={() => step(-1)}
      >
        <IconChevronLeft size={17} stroke={1.75} />
      </ActionIcon>
      <div ref={place} className={classes.place}>
        <Button
          ref={button}
          className={classes.day}
          variant="default"
          aria-label={t`${chosen}, choose another day`}
          aria-haspopup="dialog"
          aria-expanded={picker.opened}
          onClick={picker.opened ? picker.close : picker.open}
        >
          {formatDay(day, today, locale)}
        </Button>
      </div>
      {picker.element}
      <ActionIcon
        aria-label={t`Next day`}
        aria-keyshortcuts="."
        title={t`Next day, key .`}
        disabled={day >= last}
        onClick={() => step(1)}
      >
        <IconChevronRight size={17} stroke={1.75} />
      </ActionIcon>
    </fieldset>
  );
}
