import type { KeyboardEvent, RefObject } from 'react';
import type { Expense } from '@/api/expenses';
import { type ListItem, nextRow } from '@/features/expenses/list-items';
import type { Selection } from '@/features/expenses/use-selection';
import { meansAKey } from '@/ui/keys';
import { useKeys } from '@/ui/use-keys';

interface RowKeys {
  readonly list: RefObject<HTMLElement | null>;
  readonly items: readonly ListItem[];
  /** Where the keyboard is, or -1 before it was used. */
  readonly index: number;
  readonly selection: Selection;
  readonly onMove: (key: string) => void;
  readonly onDelete: (expense: Expense) => void;
  readonly onDeleteSelected: () => void;
  readonly onDuplicate: (expense: Expense) => void;
}

/**
 * `j`, `k` and the arrows go from row to row, with Shift they select on the way; Space selects, Delete and `d` act on the
 * row that the keyboard is at. What is selected is deleted before a single row.
 */
export function useRowKeys(props: RowKeys) {
  const { list, items, index, selection, onMove, onDelete, onDeleteSelected, onDuplicate } = props;
  const here = items[index]?.key;
  const move = (step: 1 | -1, selects = false) => {
    const target = nextRow(items, index, step) ?? items[index];
    if (!target) return;
    if (selects) selection.extend(target.key, here);
    onMove(target.key);
  };
  const end = (step: 1 | -1) => {
    const target = nextRow(items, step === 1 ? -1 : items.length, step);
    if (target) onMove(target.key);
  };
  const onExpense = (act: (expense: Expense) => void) => {
    const item = items[index];
    if (item?.kind === 'row') act(item.expense);
  };
  const actions: Record<string, () => void> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Home: () => end(1),
    End: () => end(-1),
    Delete: () => (selection.rows.length > 0 ? onDeleteSelected() : onExpense(onDelete)),
    'Shift ArrowDown': () => move(1, true),
    'Shift ArrowUp': () => move(-1, true),
    ...(here !== undefined && {
      ' ': () => selection.toggle(here),
      'Shift  ': () => selection.extend(here),
    }),
  };

  useKeys({
    nextRow: () => move(1),
    previousRow: () => move(-1),
    duplicate: () => {
      if (list.current?.contains(document.activeElement)) onExpense(onDuplicate);
    },
  });
  return (event: KeyboardEvent) => {
    // In the fields of a row the keys are theirs.
    if (!meansAKey(event.nativeEvent) || (event.target as Element).closest('form')) return;
    // On the buttons of a row, Space presses them.
    if (event.key === ' ' && !(event.target as Element).matches('[data-row], [data-pick]')) return;
    const action = actions[event.shiftKey ? `Shift ${event.key}` : event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };
}
