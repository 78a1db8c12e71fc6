import { ActionIcon, Button, Popover } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { addDays, addMonths, type IsoDate, type IsoMonth, monthOf } from '@/dates/calendar';
import { formatMonth, formatMonthShort } from '@/dates/format-date';
import { MonthGrid } from './month-grid';
import classes from './month-switcher.module.css';

type MonthSwitcherProps = {
  readonly month: IsoMonth;
  readonly today: IsoDate;
  readonly locale: string;
  readonly onMonthChange: (month: IsoMonth) => void;
};

/** The API keeps dates from 1900 on. */
const FIRST_MONTH: IsoMonth = '1900-01';
/** And up to one year and a day ahead of the wallet's today. */
const DAYS_AHEAD = 366;

/** Steps a page through the months; the name in the middle opens the whole year. */
export function MonthSwitcher({ month, today, locale, onMonthChange }: MonthSwitcherProps) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const lastMonth = monthOf(addDays(today, DAYS_AHEAD));
  const choose = (chosen: IsoMonth) => {
    close();
    onMonthChange(chosen);
  };
  const step = (months: -1 | 1) => {
    const next = addMonths(month, months);
    if (next >= FIRST_MONTH && next <= lastMonth) onMonthChange(next);
  };
  useHotkeys([
    ['[', () => step(-1)],
    [']', () => step(1)],
  ]);
  return (
    <fieldset className={classes.switcher} aria-label="Month">
      <ActionIcon
        aria-label="Previous month"
        aria-keyshortcuts="["
        title="Previous month, key ["
        disabled={month <= FIRST_MONTH}
        onClick={() => step(-1)}
      >
        <IconChevronLeft size={17} stroke={1.75} />
      </ActionIcon>
      <Popover opened={opened} onChange={close} trapFocus returnFocus position="bottom" shadow="md">
        <Popover.Target>
          <Button
            className={classes.current}
            variant="default"
            aria-label={`${formatMonthShort(month, locale)}, choose another month`}
            onClick={toggle}
          >
            {formatMonthShort(month, locale)}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={`Choose a month, now ${formatMonth(month, locale)}`}>
          <MonthGrid
            month={month}
            currentMonth={monthOf(today)}
            first={FIRST_MONTH}
            last={lastMonth}
            locale={locale}
            onChoose={choose}
          />
        </Popover.Dropdown>
      </Popover>
      <ActionIcon
        aria-label="Next month"
        aria-keyshortcuts="]"
        title="Next month, key ]"
        disabled={month >= lastMonth}
        onClick={() => step(1)}
      >
        <IconChevronRight size={17} stroke={1.75} />
      </ActionIcon>
    </fieldset>
  );
}
