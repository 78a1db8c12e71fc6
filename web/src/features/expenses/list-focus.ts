/** Where the focus goes when the list that had it leaves the page. */
export function focusPage(): void {
  document.querySelector('main')?.focus({ preventScroll: true });
}

/** Gives the focus to the row that the keyboard was at last, if what had it is gone, as a dialog that was closed. */
export function rescueFocus(): void {
  const active = document.activeElement;
  const lost = active === null || active === document.body || active.closest('[role="dialog"]');
  if (!lost) return;
  const row = document.querySelector<HTMLElement>('[data-row][tabindex="0"]');
  if (row) row.focus({ preventScroll: true });
  else focusPage();
}
