import { t } from '@lingui/core/macro';
import { ActionIcon, Button, UnstyledButton, useDirection } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { flushSync } from 'react-dom';
import { addMonths, type IsoMonth, monthsUpTo } from '@/dates/calendar';
import { formatMonth, formatMonthTick } from '@/dates/format-date';
import { KEEPS_ESCAPE } from './keeps-escape';
import classes from './month-grid.module.css';

export type MonthGridProps = {
  readonly month: IsoMonth;
  readonly currentMonth: IsoMonth;
  readonly first: IsoMonth;
  readonly last: IsoMonth;
  readonly locale: string;
  readonly onChoose: (month: IsoMonth) => void;
};

/** How many months a key goes on; three stand in a line, which runs in the direction of the script. */
function stepsOf(dir: 'ltr' | 'rtl'): Readonly<Record<string, number>> {
  const right = dir === 'rtl' ? -1 : 1;
  return {
    ArrowLeft: -right,
    ArrowRight: right,
    ArrowUp: -3,
    ArrowDown: 3,
    PageUp: -12,
    PageDown: 12,
  };
}

/** The twelve months of a year, to jump further than a step. */
export function MonthGrid({ month, currentMonth, first, last, locale, onChoose }: MonthGridProps) {
  const [december, setDecember] = useState(`${month.slice(0, 4)}-12`);
  const { dir } = useDirection();
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const step = stepsOf(dir)[event.key];
    const from = event.target instanceof HTMLElement ? event.target.dataset.month : undefined;
    if (step === undefined || from === undefined) return;
    event.preventDefault();
    const next = addMonths(from, step);
    if (next < first || next > last) return;
    const months = event.currentTarget;
    // The months of another year have to be there before one of them can have the focus.
    flushSync(() => setDecember(`${next.slice(0, 4)}-12`));
    months.querySelector<HTMLElement>(`[data-month="${next}"]`)?.focus();
  };
  return (
    <div className={classes.grid}>
      <div className={classes.year}>
        <ActionIcon
          {...KEEPS_ESCAPE}
          variant="subtle"
          color="gray"
          aria-label={t`Previous year`}
          disabled={december.slice(0, 4) <= first.slice(0, 4)}
          onClick={() => setDecember(addMonths(december, -12))}
        >
          <IconChevronLeft size={17} stroke={1.75} />
        </ActionIcon>
        <span aria-live="polite">{december.slice(0, 4)}</span>
        <ActionIcon
          {...KEEPS_ESCAPE}
          variant="subtle"
          color="gray"
          aria-label={t`Next year`}
          disabled={december.slice(0, 4) >= last.slice(0, 4)}
          onClick={() => setDecember(addMonths(december, 12))}
        >
          <IconChevronRight size={17} stroke={1.75} />
        </ActionIcon>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are pressed on the buttons in it */}
      <div className={classes.months} onKeyDown={walk}>
        {monthsUpTo(december, 12).map((one) => (
          <UnstyledButton
            {...KEEPS_ESCAPE}
            key={one}
            className={classes.month}
            data-month={one}
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
        {...KEEPS_ESCAPE}
        variant="subtle"
        fullWidth
        disabled={month === currentMonth}
        onClick={() => onChoose(currentMonth)}
      >
        {t`This month`}
      </Button>
    </div>
  );
}
