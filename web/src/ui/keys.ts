/** Every key that does something by itself. The list that `?` opens is made from this, so no key can be missing in it. */
export const KEYS = {
  add: { keys: ['n'], group: 'Everywhere', does: 'Add an expense' },
  help: { keys: ['?'], group: 'Everywhere', does: 'Show these keys' },
  dashboard: { keys: ['g', 'd'], group: 'Go to', does: 'Dashboard' },
  expenses: { keys: ['g', 'e'], group: 'Go to', does: 'Expenses' },
  budgets: { keys: ['g', 'b'], group: 'Go to', does: 'Budgets' },
  categories: { keys: ['g', 'c'], group: 'Go to', does: 'Categories' },
  profile: { keys: ['g', 'p'], group: 'Go to', does: 'Profile' },
  nextRow: { keys: ['j'], group: 'In the list of expenses', does: 'Next expense' },
  previousRow: { keys: ['k'], group: 'In the list of expenses', does: 'Previous expense' },
  duplicate: { keys: ['d'], group: 'In the list of expenses', does: 'Duplicate, dated today' },
} as const satisfies Record<string, KeyEntry>;

/** What is pressed together, or means the same in every browser: told in the list with the others. */
export const FURTHER_KEYS = [
  { keys: ['Ctrl', 'K'], group: 'In every field too', does: 'Find or do anything' },
  { keys: ['Esc'], group: 'In every field too', does: 'Close what is open' },
  { keys: ['Enter'], group: 'In the list of expenses', does: 'Edit the expense' },
  { keys: ['Space'], group: 'In the list of expenses', does: 'Select the expense' },
  { keys: ['Shift', 'Space'], group: 'In the list of expenses', does: 'Select all up to this one' },
  { keys: ['Ctrl', 'A'], group: 'In the list of expenses', does: 'Select all that are loaded' },
  { keys: ['Esc'], group: 'In the list of expenses', does: 'Select none' },
  { keys: ['Del'], group: 'In the list of expenses', does: 'Delete' },
] as const;

interface KeyEntry {
  /** As `KeyboardEvent.key` names them, one after the other. */
  readonly keys: readonly [string] | readonly [string, string];
  readonly group: string;
  readonly does: string;
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
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
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
