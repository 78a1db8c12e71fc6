import { t } from '@lingui/core/macro';
import { IconTable } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useCallback, useRef } from 'react';
import type { Category } from '@/api/categories';
import type { IsoDate } from '@/dates/calendar';
import { formatDay, relativeDay } from '@/dates/format-date';
import { ExpenseRow, type RowActions } from '@/features/expenses/expense-row';
import type { Day } from '@/features/expenses/group-by-day';
import { InPlaceEditor, RowEditor } from '@/features/expenses/in-place-editor';
import type { ListItem, RowItem } from '@/features/expenses/list-items';
import { UnfinishedNote } from '@/features/expenses/unfinished-note';
import { useActiveRow } from '@/features/expenses/use-active-row';
import { type InPlace, useEditsInPlace } from '@/features/expenses/use-in-place';
import { useListWindow } from '@/features/expenses/use-list-window';
import { useLongPress } from '@/features/expenses/use-long-press';
import { useRowKeys } from '@/features/expenses/use-row-keys';
import type { Selection } from '@/features/expenses/use-selection';
import type { MoneyFormat } from '@/money/format-amount';
import { isProvisional } from '@/sync/provisional-expense';
import { AmountText } from '@/ui/amount-text';
import classes from './expense-list.module.css';

interface RowContext extends RowActions {
  readonly money: MoneyFormat;
  readonly today: IsoDate;
  readonly categories: ReadonlyMap<string, Category>;
  readonly hasButtons: boolean;
}

interface ExpenseListProps extends Omit<RowContext, 'onPick' | 'hasButtons'> {
  readonly items: readonly ListItem[];
  readonly selection: Selection;
  readonly inPlace: InPlace;
  readonly onDeleteSelected: () => void;
}

/** The days with their rows, of which only those near the window are in the document. */
export function ExpenseList(props: ExpenseListProps) {
  const { items, selection, inPlace, onDeleteSelected, ...rest } = props;
  const list = useRef<HTMLDivElement>(null);
  const active = useActiveRow(items, list);
  const { virtualizer, scrollMargin } = useListWindow(items, active.index, list);
  const { focus } = active;
  const move = useCallback(
    (key: string) => {
      const index = items.findIndex((item) => item.key === key);
      // The head of a day comes into sight with its first row.
      virtualizer.scrollToIndex(items[index - 1]?.kind === 'head' ? index - 1 : index);
      focus(key);
    },
    [items, virtualizer, focus],
  );
  const onKeyDown = useRowKeys({ ...props, list, index: active.index, onMove: move });
  const { toggle, extend } = selection;
  const onPick = useCallback(
    (id: string, range: boolean) => (range ? extend(id) : toggle(id)),
    [toggle, extend],
  );
  const longPress = useLongPress(toggle);
  const editorOf = (item: RowItem) =>
    inPlace.cells.has(item.key) && (
      <InPlaceEditor item={item} inPlace={inPlace} onFocusRow={move} />
    );
  // Without a pointer that hovers, the ways to copy and to delete are in the form that a tap opens.
  const hasButtons = useEditsInPlace();
  const context = { ...rest, onPick, hasButtons };
  const goOn = ({ key, expense }: RowItem) => {
    if (!hasButtons) return rest.onEdit(expense, 'amount');
    // The focus goes to the fields, which are no fields before their code is there. Where it fails to come, the row says so.
    const go = () => move(key);
    RowEditor.preload().then(go, go);
  };
  const drawn = virtualizer.getVirtualItems().flatMap(({ index, start }) => {
    const item = items[index];
    return item === undefined ? [] : [{ item, top: start - scrollMargin }];
  });
  const tabStop = active.id ?? drawn.find(({ item }) => item.kind === 'row')?.item.key ?? null;
  return (
    <>
      <UnfinishedNote items={items} inPlace={hasButtons} onGo={goOn} />
      <div className={classes.card}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: it hears the keys of the buttons in it */}
        <div
          ref={list}
          className={classes.list}
          style={{ height: virtualizer.getTotalSize() }}
          data-choosing={selection.choosing || undefined}
          onKeyDown={onKeyDown}
          onFocus={active.onFocus}
          onBlur={active.onBlur}
          {...longPress}
        >
          {byDay(drawn).map((section) => (
            <DaySection
              key={section.day.date}
              section={section}
              tabStop={tabStop}
              picked={selection.ids}
              editorOf={editorOf}
              {...context}
            />
          ))}
        </div>
      </div>
    </>
  );
}

interface Drawn<Item> {
  readonly item: Item;
  readonly top: number;
}

interface Section {
  readonly day: Day;
  /** Null while the head is out of sight. */
  readonly headTop: number | null;
  readonly rows: readonly Drawn<RowItem>[];
}

function byDay(drawn: readonly Drawn<ListItem>[]): Section[] {
  const sections = new Map<Day, { headTop: number | null; rows: Drawn<RowItem>[] }>();
  for (const { item, top } of drawn) {
    const section = sections.get(item.day) ?? { headTop: null, rows: [] };
    sections.set(item.day, section);
    if (item.kind === 'head') section.headTop = top;
    else section.rows.push({ item, top });
  }
  return [...sections].map(([day, section]) => ({ day, ...section }));
}

interface DaySectionProps extends RowContext {
  readonly section: Section;
  readonly tabStop: string | null;
  readonly picked: ReadonlySet<string>;
  /** The fields of a row that is being edited where it stands. */
  readonly editorOf: (item: RowItem) => ReactNode;
}

function DaySection(props: DaySectionProps) {
  const { section, tabStop, picked, editorOf, today, categories, ...rest } = props;
  const { day, headTop, rows } = section;
  const near = relativeDay(day.date, today);
  const full = formatDay(day.date, today, rest.money.locale);
  return (
    <section aria-label={near ? `${near}, ${full}` : full}>
      {headTop !== null && (
        <h2 className={classes.dayHead} style={{ top: headTop }}>
          <span className={classes.dayName}>
            {near !== null && <strong className={classes.near}>{near}</strong>}
            <span className={near === null ? classes.near : classes.date}>{full}</span>
          </span>
          <Link
            to="/day"
            search={{ date: day.date }}
            className={classes.sheet}
            aria-label={t`Day sheet of ${full}`}
            title={t`Day sheet`}
          >
            <IconTable size={16} stroke={1.75} aria-hidden="true" />
          </Link>
          {day.total !== null && <AmountText minor={day.total} money={rest.money} strong />}
        </h2>
      )}
      <ul className={classes.rows}>
        {rows.map(({ item, top }) => (
          <ExpenseRow
            key={item.key}
            item={item}
            top={top}
            tabStop={item.key === tabStop}
            picked={picked.has(item.key) && !isProvisional(item.expense)}
            editor={editorOf(item)}
            category={categories.get(item.expense.categoryId)}
            {...rest}
          />
        ))}
      </ul>
    </section>
  );
}
