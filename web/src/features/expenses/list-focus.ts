/** Where the focus goes when the list that had it leaves the page. */
export function focusPage(): void {
  document.querySelector('main')?.focus({ preventScroll: true });
}

/** Gives the focus to the row that the keyboard was at last, if what had it is gone. */
export function rescueFocus(): void {
  if (isLost(document.activeElement)) focusRow();
}

/** The same once a dialog is out of sight: what had the focus before it may be gone, and it still has it itself. */
export function leaveDialog(): void {
  const active = document.activeElement;
  if (isLost(active) || active?.closest('[role="dialog"]')) focusRow();
}

function isLost(active: Element | null): boolean {
  return active === null || active === document.body;
}

function focusRow(): void {
  const row = document.querySelector<HTMLElement>('[data-row][tabindex="0"]');
  if (row) row.focus({ preventScroll: true });
  else focusPage();
}
