import { t } from '@lingui/core/macro';
import { ActionIcon, Button, UnstyledButton, useDirection } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import {
  addMonths,
  type IsoDate,
  type IsoMonth,
  isIsoDate,
  monthOf,
  sameDayIn,
  weekdayOf,
  weeksOf,
} from '@/dates/calendar';
import type { Weekday } from '@/dates/first-day-of-week';
import { formatDayLong, formatMonth, formatWeekday, formatWeekdayShort } from '@/dates/format-date';
import classes from './day-grid.module.css';
import { dayAfter } from './day-keys';
import { KEEPS_ESCAPE } from './keeps-escape';
import { MonthGrid } from './month-grid';

export interface DayGridProps {
  /** The chosen day; anything else where none is. */
  readonly value: string;
  readonly today: IsoDate;
  readonly first: IsoDate;
  readonly last: IsoDate;
  readonly firstDay: Weekday;
  readonly locale: string;
  readonly onChoose: (day: IsoDate) => void;
  /** Days that have a dot: something is recorded on them. */
  readonly marked?: ReadonlySet<IsoDate>;
  /** Called with each month that is shown. */
  readonly onMonthShown?: (month: IsoMonth) => void;
}

/** The days of a month, to choose one of; the name of the month leads to the others of its year. */
export function DayGrid(props: DayGridProps) {
  const { value, today, first, last, locale, onChoose } = props;
  const grid = useRef<HTMLDivElement>(null);
  const within = (day: IsoDate) => (day < first ? first : day > last ? last : day);
  // The one day that the Tab key stops at.
  const [day, setDay] = useState(() => within(isIsoDate(value) ? value : today));
  const [asksMonth, setAsksMonth] = useState(false);
  const month = monthOf(day);
  const { onMonthShown } = props;
  useEffect(() => onMonthShown?.(month), [month, onMonthShown]);
  const show = (other: IsoMonth) => setDay(within(sameDayIn(other, day)));
  // What was pressed has made room for the other grid.
  useEffect(() => {
    const goOn = asksMonth ? '[data-month][data-autofocus]' : '[data-day][data-autofocus]';
    grid.current?.querySelector<HTMLElement>(goOn)?.focus({ preventScroll: true });
  }, [asksMonth]);
  return (
    <div ref={grid} className={classes.grid}>
      {asksMonth ? (
        <MonthGrid
          month={month}
          currentMonth={monthOf(today)}
          first={monthOf(first)}
          last={monthOf(last)}
          locale={locale}
          onChoose={(chosen) => {
            show(chosen);
            setAsksMonth(false);
          }}
        />
      ) : (
        <>
          <MonthHead
            month={month}
            first={monthOf(first)}
            last={monthOf(last)}
            locale={locale}
            onShow={show}
            onAsk={() => setAsksMonth(true)}
          />
          <Days {...props} day={day} onWalk={(next) => setDay(within(next))} />
          <Button {...KEEPS_ESCAPE} variant="subtle" fullWidth onClick={() => onChoose(today)}>
            {t`Today`}
          </Button>
        </>
      )}
    </div>
  );
}

interface MonthHeadProps {
  readonly month: IsoMonth;
  readonly first: IsoMonth;
  readonly last: IsoMonth;
  readonly locale: string;
  readonly onShow: (month: IsoMonth) => void;
  readonly onAsk: () => void;
}

function MonthHead({ month, first, last, locale, onShow, onAsk }: MonthHeadProps) {
  const chosen = formatMonth(month, locale);
  return (
    <div className={classes.head}>
      <ActionIcon
        {...KEEPS_ESCAPE}
        variant="subtle"
        color="gray"
        aria-label={t`Previous month`}
        disabled={month <= first}
        onClick={() => onShow(addMonths(month, -1))}
      >
        <IconChevronLeft size={17} stroke={1.75} />
      </ActionIcon>
      <span className={classes.said} aria-live="polite">
        {chosen}
      </span>
      <Button
        {...KEEPS_ESCAPE}
        variant="subtle"
        color="gray"
        className={classes.month}
        aria-label={t`${chosen}, choose another month`}
        onClick={onAsk}
      >
        {chosen}
      </Button>
      <ActionIcon
        {...KEEPS_ESCAPE}
        variant="subtle"
        color="gray"
        aria-label={t`Next month`}
        disabled={month >= last}
        onClick={() => onShow(addMonths(month, 1))}
      >
        <IconChevronRight size={17} stroke={1.75} />
      </ActionIcon>
    </div>
  );
}

interface DaysProps extends DayGridProps {
  readonly day: IsoDate;
  readonly onWalk: (day: IsoDate) => void;
}

function Days({ day, onWalk, firstDay, locale, ...rest }: DaysProps) {
  const { dir } = useDirection();
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const next = dayAfter(event, day, { firstDay, dir });
    const onDay = event.target instanceof HTMLElement && event.target.dataset.day !== undefined;
    if (next === null || !onDay) return;
    event.preventDefault();
    const days = event.currentTarget;
    // The days of another month have to be there before one of them can have the focus.
    flushSync(() => onWalk(next));
    days.querySelector<HTMLElement>('[data-autofocus]')?.focus();
  };
  const weeks = weeksOf(monthOf(day), firstDay);
  const names = Array.from({ length: 7 }, (_, index) => ((firstDay + index) % 7) as Weekday);
  return (
    <table
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: only in a grid do screen readers leave the arrows to it
      role="grid"
      className={classes.days}
      aria-label={formatMonth(monthOf(day), locale)}
      onKeyDown={walk}
    >
      <thead>
        <tr>
          {names.map((name) => (
            <th key={name} scope="col" abbr={formatWeekday(name)}>
              {formatWeekdayShort(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week.find(Boolean)}>
            {week.map((one, index) => (
              <td key={names[index]}>
                {one !== null && <Day one={one} day={day} locale={locale} {...rest} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface DayProps extends Omit<DaysProps, 'firstDay' | 'onWalk'> {
  readonly one: IsoDate;
}

function Day({ one, day, value, today, first, last, locale, marked, onChoose }: DayProps) {
  const weekday = weekdayOf(one);
  const isMarked = marked?.has(one) ?? false;
  const name = formatDayLong(one, locale);
  return (
    <UnstyledButton
      {...KEEPS_ESCAPE}
      className={classes.day}
      data-day={one}
      data-weekend={weekday === 0 || weekday === 6 || undefined}
      data-autofocus={one === day || undefined}
      tabIndex={one === day ? 0 : -1}
      data-marked={isMarked || undefined}
      aria-label={isMarked ? t`${name}, has expenses` : name}
      aria-pressed={one === value}
      aria-current={one === today ? 'date' : undefined}
      disabled={one < first || one > last}
      onClick={() => onChoose(one)}
    >
      {Number(one.slice(8))}
    </UnstyledButton>
  );
}
