import { ActionIcon, Button, UnstyledButton } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { addMonths, type IsoMonth, monthsUpTo } from '@/dates/calendar';
import { formatMonth, formatMonthTick } from '@/dates/format-date';
import classes from './month-grid.module.css';

export type MonthGridProps = {
  readonly month: IsoMonth;
  readonly currentMonth: IsoMonth;
  readonly first: IsoMonth;
  readonly last: IsoMonth;
  readonly locale: string;
  readonly onChoose: (month: IsoMonth) => void;
};

/** The twelve months of a year, to jump further than a step. */
export function MonthGrid({ month, currentMonth, first, last, locale, onChoose }: MonthGridProps) {
  const [december, setDecember] = useState(`${month.slice(0, 4)}-12`);
  return (
    <div className={classes.grid}>
      <div className={classes.year}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Previous year"
          disabled={december.slice(0, 4) <= first.slice(0, 4)}
          onClick={() => setDecember(addMonths(december, -12))}
        >
          <IconChevronLeft size={17} stroke={1.75} />
        </ActionIcon>
        <span aria-live="polite">{december.slice(0, 4)}</span>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Next year"
          disabled={december.slice(0, 4) >= last.slice(0, 4)}
          onClick={() => setDecember(addMonths(december, 12))}
        >
          <IconChevronRight size={17} stroke={1.75} />
        </ActionIcon>
      </div>
      <div className={classes.months}>
        {monthsUpTo(december, 12).map((one) => (
          <UnstyledButton
            key={one}
            className={classes.month}
            aria-label={formatMonth(one, locale)}
            aria-pressed={one === month}
            data-current={one === currentMonth || undefined}
            data-autofocus={one === month || undefined}
            disabled={one < first || one > last}
            onClick={() => onChoose(one)}
          >
            {formatMonthTick(one, locale)}
          </UnstyledButton>
        ))}
      </div>
      <Button
        variant="subtle"
        fullWidth
        disabled={month === currentMonth}
        onClick={() => onChoose(currentMonth)}
      >
        This month
      </Button>
    </div>
  );
}
