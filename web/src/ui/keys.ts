import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** Every key that does something by itself. The list that `?` opens is made from this, so no key can be missing in it. */
export const KEYS = {
  add: { keys: ['n'], group: msg`Everywhere`, does: msg`Add an expense` },
  help: { keys: ['?'], group: msg`Everywhere`, does: msg`Keyboard shortcuts` },
  dashboard: { keys: ['g', 'd'], group: msg`Go to`, does: msg`Dashboard` },
  expenses: { keys: ['g', 'e'], group: msg`Go to`, does: msg`Expenses` },
  day: { keys: ['g', 's'], group: msg`Go to`, does: msg`Day sheet` },
  budgets: { keys: ['g', 'b'], group: msg`Go to`, does: msg`Budgets` },
  categories: { keys: ['g', 'c'], group: msg`Go to`, does: msg`Categories` },
  profile: { keys: ['g', 'p'], group: msg`Go to`, does: msg`Profile` },
  previousMonth: {
    keys: ['['],
    group: msg`Where one month is shown`,
    does: msg`Previous month`,
  },
  nextMonth: { keys: [']'], group: msg`Where one month is shown`, does: msg`Next month` },
  previousDay: { keys: [','], group: msg`Where one day is shown`, does: msg`Previous day` },
  nextDay: { keys: ['.'], group: msg`Where one day is shown`, does: msg`Next day` },
  nextRow: { keys: ['j'], group: msg`In the list of expenses`, does: msg`Next expense` },
  previousRow: { keys: ['k'], group: msg`In the list of expenses`, does: msg`Previous expense` },
  duplicate: {
    keys: ['d'],
    group: msg`In the list of expenses`,
    does: msg`Duplicate, dated today`,
  },
} as const satisfies Record<string, KeyEntry>;

/** What is pressed together, or means the same in every browser: told in the list with the others. */
export const FURTHER_KEYS = [
  { keys: ['Ctrl', 'K'], group: msg`In every field too`, does: msg`Find or do anything` },
  { keys: ['Esc'], group: msg`In every field too`, does: msg`Close what is open` },
  { keys: ['↓'], group: msg`In a date`, does: msg`Open the calendar` },
  { keys: ['Enter'], group: msg`In the list of expenses`, does: msg`Edit the expense` },
  { keys: ['Space'], group: msg`In the list of expenses`, does: msg`Select the expense` },
  {
    keys: ['Shift', 'Space'],
    group: msg`In the list of expenses`,
    does: msg`Select all up to this one`,
  },
  {
    keys: ['Ctrl', 'A'],
    group: msg`In the list of expenses`,
    does: msg`Select all that are loaded`,
  },
  { keys: ['Esc'], group: msg`In the list of expenses`, does: msg`Select none` },
  { keys: ['Del'], group: msg`In the list of expenses`, does: msg`Delete` },
  { keys: ['Enter'], group: msg`In a day sheet`, does: msg`Next cell` },
  { keys: ['↑'], group: msg`In a day sheet`, does: msg`Cell above` },
  { keys: ['↓'], group: msg`In a day sheet`, does: msg`Cell below` },
  { keys: ['Ctrl', 'Enter'], group: msg`In a day sheet`, does: msg`Save the day` },
  { keys: ['Ctrl', 'Del'], group: msg`In a day sheet`, does: msg`Delete the row` },
] as const;

interface KeyEntry {
  /** As `KeyboardEvent.key` names them, one after the other. */
  readonly keys: readonly [string] | readonly [string, string];
  readonly group: MessageDescriptor;
  readonly does: MessageDescriptor;
}

export type KeyName = keyof typeof KEYS;

/** Where letters are typed. A box that is ticked or a button takes no letters, so the keys stay alive there. */
const TEXT_FIELDS =
  'input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"]), textarea, select, [contenteditable="true"]';
const DIALOGS = '[role="dialog"], [role="alertdialog"], [role="menu"]';

export function isTextField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TEXT_FIELDS) !== null;
}

/** Whether a dialog or a menu lies over the page. */
export function somethingIsOpen(): boolean {
  return document.querySelector(DIALOGS) !== null;
}

/** Whether a single key may do something: never where it would be typed, nor behind an open dialog. */
export function meansAKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return false;
  // Many keyboards have the brackets on the third level, and some systems report that as Ctrl and Alt.
  const thirdLevel = event.getModifierState('AltGraph');
  if (!thirdLevel && (event.ctrlKey || event.metaKey || event.altKey)) return false;
  return !isTextField(event.target) && !somethingIsOpen();
}

/** What the key does after the one before it, if anything. Caps lock makes no difference. */
export function keyNamed(pressed: string, before: string | null): KeyName | null {
  const key = pressed.length === 1 ? pressed.toLowerCase() : pressed;
  const sequence = before === null ? [key] : [before, key];
  const names = Object.keys(KEYS) as KeyName[];
  return (
    names.find((name) => {
      const { keys } = KEYS[name];
      return keys.length === sequence.length && keys.every((one, at) => one === sequence[at]);
    }) ?? null
  );
}

/** Whether a longer sequence begins with this key. */
export function beginsSequence(pressed: string): boolean {
  return Object.values(KEYS).some(
    ({ keys }) => keys.length > 1 && keys[0] === pressed.toLowerCase(),
  );
}
