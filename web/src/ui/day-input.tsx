import { t } from '@lingui/core/macro';
import { ActionIcon, TextInput, type TextInputProps } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconCalendar } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { type IsoDate, isIsoDate } from '@/dates/calendar';
import type { Weekday } from '@/dates/first-day-of-week';
import { formatDigits } from '@/dates/format-date';
import { FIRST_DAY, lastDay } from '@/dates/kept-days';
import { parseDate } from '@/dates/parse-date';
import classes from './day-input.module.css';
import type { DayPickerProps } from './day-picker';
import { KEEPS_ESCAPE } from './keeps-escape';
import { type LateDialogProps, useLateDialog } from './late-dialog';

interface DayInputProps extends Omit<TextInputProps, 'value' | 'onChange' | 'inputContainer'> {
  /** The day; what was typed, as long as that is none. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The day it is in the wallet's time zone. */
  readonly today: IsoDate;
  readonly firstDay: Weekday;
  readonly locale: string;
  /** What stands beside the field. */
  readonly beside?: ReactNode;
}

/** A day: typed, or chosen from a calendar. A finger has no better one than the device's own. */
export function DayInput(props: DayInputProps) {
  const typed = useMediaQuery('(pointer: fine)', undefined, { getInitialValueInEffect: false });
  return typed ? <TypedDay {...props} /> : <NativeDay {...props} />;
}

function NativeDay({ value, onChange, today, firstDay, locale, beside, ...rest }: DayInputProps) {
  return (
    <TextInput
      {...rest}
      type="date"
      value={isIsoDate(value) ? value : ''}
      onChange={(event) => onChange(event.currentTarget.value)}
      inputContainer={(input) => (
        <div className={classes.row}>
          <div className={classes.field}>{input}</div>
          {beside && <div className={classes.beside}>{beside}</div>}
        </div>
      )}
    />
  );
}

async function loadPicker() {
  const { DayPicker } = await import('./day-picker');
  return DayPicker;
}

function TypedDay({ value, onChange, today, firstDay, locale, beside, ...rest }: DayInputProps) {
  const id = useId();
  const field = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const { text, type, settle } = useTypedDay({ value, onChange, today, locale });
  const choose = (day: string) => {
    settle();
    onChange(day);
    leave();
  };
  const picker = useLateDialog<Omit<DayPickerProps, keyof LateDialogProps>>(
    loadPicker,
    t`The calendar could not be loaded.`,
    {
      id,
      field,
      value,
      today,
      first: FIRST_DAY,
      last: lastDay(today),
      firstDay,
      locale,
      onChoose: choose,
      onLeave: () => leave(),
    },
  );
  const leave = () => {
    input.current?.focus();
    picker.close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      picker.open();
    } else if (event.key === 'Escape' && picker.opened) {
      event.preventDefault();
      event.stopPropagation();
      picker.close();
    }
  };
  return (
    <>
      <TextInput
        {...rest}
        {...(picker.opened && KEEPS_ESCAPE)}
        ref={input}
        role="combobox"
        aria-haspopup="dialog"
        aria-expanded={picker.opened}
        aria-controls={picker.opened ? id : undefined}
        autoComplete="off"
        placeholder={formatDigits(today, locale)}
        value={text}
        onChange={(event) => {
          picker.close();
          type(event.currentTarget.value);
        }}
        onKeyDown={onKeyDown}
        onBlur={settle}
        rightSection={
          <CalendarButton
            opened={picker.opened}
            onPress={picker.opened ? picker.close : picker.open}
          />
        }
        inputContainer={(element) => (
          <div className={classes.row}>
            <div ref={field} className={classes.field}>
              {element}
            </div>
            {beside && <div className={classes.beside}>{beside}</div>}
          </div>
        )}
      />
      {picker.element}
    </>
  );
}

interface CalendarButtonProps {
  readonly opened: boolean;
  readonly onPress: () => void;
}

/** Without a stop of the Tab key: from the field, the arrow down leads to the calendar. */
function CalendarButton({ opened, onPress }: CalendarButtonProps) {
  return (
    <ActionIcon
      className={classes.button}
      variant="subtle"
      color="gray"
      tabIndex={-1}
      aria-label={t`Calendar`}
      aria-haspopup="dialog"
      aria-expanded={opened}
      title={t`Calendar (↓)`}
      onClick={onPress}
    >
      <IconCalendar size={17} stroke={1.75} aria-hidden="true" />
    </ActionIcon>
  );
}

type TypedDayOptions = Pick<DayInputProps, 'value' | 'onChange' | 'today' | 'locale'>;

/**
 * The text of the field: what is typed stays as it is typed until the field is left, and is then written out, so that one
 * sees how it was understood. A day that comes from elsewhere replaces it.
 */
function useTypedDay({ value, onChange, today, locale }: TypedDayOptions) {
  const [typed, setTyped] = useState<{ text: string; value: string } | null>(null);
  const written = isIsoDate(value) ? formatDigits(value, locale) : value;
  return {
    text: typed?.value === value ? typed.text : written,
    type(text: string) {
      const meant = parseDate(text, today, locale) ?? text;
      setTyped({ text, value: meant });
      onChange(meant);
    },
    settle: () => setTyped(null),
  };
}
