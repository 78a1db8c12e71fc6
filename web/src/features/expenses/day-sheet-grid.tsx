import { t } from '@lingui/core/macro';
import { ActionIcon, TextInput } from '@mantine/core';
import { IconArrowBackUp, IconX } from '@tabler/icons-react';
import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Category } from '@/api/categories';
import { CategoryField } from '@/features/expenses/category-field';
import { cellsOf } from '@/features/expenses/day-sheet-paste';
import { COLUMNS, type Column, isEmpty, type TypedRow } from '@/features/expenses/day-sheet-rows';
import type { OpenSheet } from '@/features/expenses/use-day-sheet';
import { formatPlain, type MoneyFormat } from '@/money/format-amount';
import { amountProblemText } from '@/money/parse-amount';
import { workOutAmount } from '@/money/work-out-amount';
import { useRecentCategories } from '@/sync/recent-use';
import classes from './day-sheet.module.css';
import said from './said-label.module.css';

/** What a cell has below it. */
const PARTS = ['label', 'input', 'description', 'error'] as const;

interface SheetRowsProps {
  readonly sheet: OpenSheet;
  /** Whether saving was tried: then everything that is missing is said. */
  readonly tried: boolean;
  readonly onSave: () => void;
}

/** The cells. Enter goes on to the next one, the arrows up and down stay in the column, a block can be pasted anywhere. */
export function SheetRows({ sheet, tried, onSave }: SheetRowsProps) {
  const table = useRef<HTMLTableElement>(null);
  const categories = useRecentCategories();
  const { rows } = sheet;
  const go = (row: number, column: number) => {
    const next = row + Math.floor(column / COLUMNS.length);
    const name = COLUMNS[((column % COLUMNS.length) + COLUMNS.length) % COLUMNS.length];
    const cell = table.current?.querySelector<HTMLInputElement>(
      `[data-row="${next}"] [name="${name}"]`,
    );
    cell?.focus();
    cell?.select();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const place = placeOf(event.target);
    if (place === null || event.nativeEvent.isComposing) return;
    const { row, column } = place;
    const act = actOf(event, place.input, {
      save: onSave,
      remove: () => sheet.remove(rows[row]?.key ?? ''),
      go: (down, across) => go(row + down, column + across),
    });
    if (act === null) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const onPaste = (event: ClipboardEvent) => {
    const place = placeOf(event.target);
    const block = cellsOf(event.clipboardData.getData('text/plain'));
    const isBlock = block.length > 1 || (block[0]?.length ?? 0) > 1;
    if (place === null || !isBlock) return;
    event.preventDefault();
    flushSync(() => sheet.paste(place.row, COLUMNS[place.column] ?? 'category', block));
    go(place.row, place.column);
  };
  return (
    <table ref={table} className={classes.grid} onKeyDownCapture={onKeyDown} onPaste={onPaste}>
      <thead>
        <tr>
          <th scope="col">{t`Category`}</th>
          <th scope="col" className={classes.amountHead}>{t`Amount`}</th>
          <th scope="col">{t`Notes`}</th>
          <td className={classes.corner} />
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <SheetRow
            key={row.key}
            row={row}
            index={index}
            sheet={sheet}
            tried={tried}
            categories={categories}
            onTaken={() => go(index, 1)}
          />
        ))}
      </tbody>
    </table>
  );
}

interface SheetRowProps {
  readonly row: TypedRow;
  readonly index: number;
  readonly sheet: OpenSheet;
  readonly tried: boolean;
  readonly categories: readonly Category[];
  readonly onTaken: () => void;
}

function SheetRow({ row, index, sheet, tried, categories, onTaken }: SheetRowProps) {
  const { money, write } = sheet;
  const number = (index + 1).toLocaleString(money.locale);
  const [typed, setTyped] = useState(false);
  const problems = problemsOf(row, sheet, { tried, typed });
  const fixed = sheet.saving || row.removed === true;
  const elsewhere = sheet.theirs[row.key] ?? {};
  const cell = (column: Column) => {
    const text = elsewhere[column];
    return {
      name: column,
      classNames: { label: said.label },
      readOnly: fixed,
      description: text === undefined ? null : t`Elsewhere: ${text}`,
      inputWrapperOrder: [...PARTS],
      error: problems[column],
    };
  };
  return (
    <tr
      className={classes.row}
      data-row={index}
      data-removed={row.removed || undefined}
      data-empty={isEmpty(row) || undefined}
    >
      <td className={classes.category}>
        <CategoryField
          {...cell('category')}
          label={t`Category, row ${number}`}
          placeholder={t`Category`}
          categories={categories}
          value={row.category}
          opensOnFocus={false}
          onChange={(text) => write(row.key, 'category', text)}
          onTaken={onTaken}
        />
      </td>
      <td className={classes.amount}>
        <TextInput
          {...cell('amount')}
          label={t`Amount, row ${number}`}
          placeholder={t`Amount`}
          inputMode="decimal"
          autoComplete="off"
          enterKeyHint="next"
          value={row.amount}
          onChange={(event) => write(row.key, 'amount', event.currentTarget.value)}
          onFocus={() => setTyped(false)}
          onBlur={() => {
            setTyped(true);
            const text = settled(row.amount, money);
            if (text !== row.amount) write(row.key, 'amount', text);
          }}
        />
      </td>
      <td className={classes.notes}>
        <TextInput
          {...cell('description')}
          label={t`Notes, row ${number}`}
          placeholder={t`Notes`}
          autoComplete="off"
          enterKeyHint="next"
          maxLength={500}
          value={row.description}
          onChange={(event) => write(row.key, 'description', event.currentTarget.value)}
        />
      </td>
      <td className={classes.end}>
        {!isEmpty(row) && (
          <ActionIcon
            variant="subtle"
            color="gray"
            // The way to keep it is the only one there is.
            tabIndex={row.removed ? 0 : -1}
            disabled={sheet.saving}
            aria-label={row.removed ? t`Keep row ${number}` : t`Delete row ${number}`}
            title={row.removed ? t`Keep` : t`Delete (Ctrl Del)`}
            onClick={() => sheet.remove(row.key)}
          >
            {row.removed ? (
              <IconArrowBackUp size={17} stroke={1.75} aria-hidden="true" />
            ) : (
              <IconX size={17} stroke={1.75} aria-hidden="true" />
            )}
          </ActionIcon>
        )}
      </td>
    </tr>
  );
}

/**
 * The sentences below the cells of a row. What is missing is no mistake before saving was `tried`, and an amount none before
 * it is `typed` to its end.
 */
function problemsOf(
  row: TypedRow,
  { reading, refused, money }: OpenSheet,
  { tried, typed }: { readonly tried: boolean; readonly typed: boolean },
): Partial<Record<Column, string>> {
  const faulty = reading.faulty.get(row.key);
  const amount = faulty?.amount ? amountProblemText(faulty.amount, money) : undefined;
  const category = tried && faulty?.category ? t`Choose a category, or type a new one.` : undefined;
  return {
    ...((tried || typed) && amount !== undefined && { amount }),
    ...(category !== undefined && { category }),
    ...refused.get(row.key),
  };
}

/** A sum becomes what it comes to, and an amount is written as all others are. */
function settled(text: string, money: MoneyFormat): string {
  if (text.trim() === '') return '';
  const parsed = workOutAmount(text, money);
  return parsed.ok ? formatPlain(parsed.minor, money) : text;
}

interface Place {
  readonly row: number;
  readonly column: number;
  readonly input: HTMLInputElement;
}

/** Which cell an event came from. */
function placeOf(target: EventTarget): Place | null {
  if (!(target instanceof HTMLInputElement)) return null;
  const column = COLUMNS.indexOf(target.name as Column);
  const row = Number(target.closest<HTMLElement>('[data-row]')?.dataset.row ?? Number.NaN);
  return column < 0 || Number.isNaN(row) ? null : { row, column, input: target };
}

interface Acts {
  readonly save: () => void;
  readonly remove: () => void;
  readonly go: (down: number, across: number) => void;
}

/** What a key does in a cell; null where it is the field's own. */
function actOf(event: KeyboardEvent, input: HTMLInputElement, acts: Acts): (() => void) | null {
  const { key } = event;
  if (event.ctrlKey || event.metaKey) {
    if (key === 'Enter') return acts.save;
    return key === 'Delete' ? acts.remove : null;
  }
  // An open list has these keys for itself.
  if (event.altKey || input.getAttribute('aria-expanded') === 'true') return null;
  if (key === 'Enter') return () => acts.go(0, event.shiftKey ? -1 : 1);
  if (key === 'ArrowDown') return () => acts.go(1, 0);
  if (key === 'ArrowUp') return () => acts.go(-1, 0);
  return atEdge(event, input, acts);
}

/** The arrows left and right go on where the text of the cell ends. */
function atEdge(event: KeyboardEvent, input: HTMLInputElement, acts: Acts): (() => void) | null {
  if (event.shiftKey || !['ArrowLeft', 'ArrowRight'].includes(event.key)) return null;
  const { selectionStart: start, selectionEnd: end, value } = input;
  const forward = (event.key === 'ArrowRight') === (getComputedStyle(input).direction !== 'rtl');
  const whole = start === 0 && end === value.length;
  if (forward && (whole || (start === value.length && end === start))) return () => acts.go(0, 1);
  if (!forward && (whole || (start === 0 && end === 0))) return () => acts.go(0, -1);
  return null;
}
