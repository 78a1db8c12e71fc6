import type { KeyboardEvent, RefObject } from 'react';
import type { Expense } from '@/api/expenses';
import { type ListItem, nextRow } from '@/features/expenses/list-items';
import { useKeys } from '@/ui/use-keys';

interface RowKeys {
  readonly list: RefObject<HTMLElement | null>;
  readonly items: readonly ListItem[];
  /** Where the keyboard is, or -1 before it was used. */
  readonly index: number;
  readonly onMove: (key: string) => void;
  readonly onDelete: (expense: Expense) => void;
  readonly onDuplicate: (expense: Expense) => void;
}

/** `j`, `k` and the arrows go from row to row, Delete and `d` act on the one the keyboard is at. */
export function useRowKeys({ list, items, index, onMove, onDelete, onDuplicate }: RowKeys) {
  const move = (step: 1 | -1) => {
    const target = nextRow(items, index, step) ?? items[index];
    if (target) onMove(target.key);
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
    Delete: () => onExpense(onDelete),
  };

  useKeys({
    nextRow: () => move(1),
    previousRow: () => move(-1),
    duplicate: () => {
      if (list.current?.contains(document.activeElement)) onExpense(onDuplicate);
    },
  });
  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const action = actions[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };
}
