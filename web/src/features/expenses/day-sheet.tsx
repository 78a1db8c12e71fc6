import { t } from '@lingui/core/macro';
import { Button } from '@mantine/core';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Day } from '@/api/days';
import { SheetRows } from '@/features/expenses/day-sheet-grid';
import { changeTexts, openTexts } from '@/features/expenses/day-sheet-texts';
import { type OpenSheet, useDaySheet } from '@/features/expenses/use-day-sheet';
import { formatAmount } from '@/money/format-amount';
import { FormAlert } from '@/ui/form-alert';
import classes from './day-sheet.module.css';

/** Where the first empty row begins. */
const NEXT_CELL = '[data-empty] [name="category"]';
const WRONG_CELL = '[aria-invalid="true"]';
const SAVE = '[type="submit"]';

/** The sheet of a day: its rows, what they come to, and what saving will change. */
export function DaySheet({ day }: { readonly day: Day }) {
  const sheet = useDaySheet(day);
  const form = useRef<HTMLFormElement>(null);
  // What is not there yet is no mistake before somebody wants to save.
  const [tried, setTried] = useState(false);
  // Where the focus goes when an act has ended and nothing has it.
  const [goOn, setGoOn] = useState({ acts: 0, to: '' });
  const { reading, saving } = sheet;
  const goTo = (selector: string) => {
    const found = form.current?.querySelector<HTMLElement>(selector);
    found?.focus();
    if (found instanceof HTMLInputElement) found.select();
  };
  const end = useEffectEvent(() => {
    const isWrong = form.current?.querySelector(WRONG_CELL) !== null;
    if (document.activeElement === document.body) goTo(isWrong ? WRONG_CELL : goOn.to);
  });
  useEffect(() => {
    if (goOn.acts > 0) end();
  }, [goOn.acts]);
  const save = async () => {
    const { added, changed, deleted, faulty } = reading;
    if (saving) return;
    flushSync(() => setTried(true));
    if (faulty.size > 0) return goTo(WRONG_CELL);
    if (added + changed + deleted === 0) return;
    const isDone = await sheet.save();
    setTried(!isDone);
    setGoOn(({ acts }) => ({ acts: acts + 1, to: isDone ? NEXT_CELL : SAVE }));
  };
  return (
    <form
      ref={form}
      className={classes.card}
      noValidate
      aria-label={t`Day sheet`}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <SheetNotes sheet={sheet} />
      <SheetRows sheet={sheet} tried={tried} onSave={() => void save()} />
      <SheetFoot
        sheet={sheet}
        onDiscard={() => {
          setTried(false);
          sheet.discard();
        }}
      />
    </form>
  );
}

function SheetNotes({ sheet }: { readonly sheet: OpenSheet }) {
  const { resumed, moved, general, unsaved } = sheet;
  return (
    <>
      {general !== null && <FormAlert>{general}</FormAlert>}
      {moved && (
        <FormAlert tone="note">
          {t`This day was changed elsewhere in the meantime. The rows show how it is now, and what you typed. Look through them and save.`}
        </FormAlert>
      )}
      {resumed && !moved && unsaved && (
        <p className={classes.resumed}>{t`These rows were not saved before.`}</p>
      )}
    </>
  );
}

interface SheetFootProps {
  readonly sheet: OpenSheet;
  readonly onDiscard: () => void;
}

function SheetFoot({ sheet, onDiscard }: SheetFootProps) {
  const { reading, money, unsaved, saving } = sheet;
  const total = reading.total === null ? t`too large` : formatAmount(reading.total, money);
  const changes = changeTexts(reading, money.locale);
  const open = openTexts(reading, money.locale);
  return (
    <div className={classes.foot}>
      <p className={classes.total} role="status">
        {t`Total`} <strong>{total}</strong>
      </p>
      <p className={classes.changes} aria-live="polite">
        {[...changes, ...open].join(' · ')}
        {!unsaved && (
          <span className={classes.hint}>
            {t`Enter goes to the next cell. Rows copied from a spreadsheet can be pasted.`}
          </span>
        )}
      </p>
      <div className={classes.buttons}>
        {unsaved && (
          <Button variant="default" onClick={onDiscard} disabled={saving}>
            {t`Discard`}
          </Button>
        )}
        <Button
          type="submit"
          loading={saving}
          disabled={changes.length === 0 && reading.faulty.size === 0}
        >
          {t`Save the day`}
        </Button>
      </div>
    </div>
  );
}
