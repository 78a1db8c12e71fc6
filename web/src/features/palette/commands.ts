import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import type { SpotlightActionData, SpotlightActionGroupData } from '@mantine/spotlight';
import { KEYS, type KeyName } from '@/ui/keys';

export type PageName = Extract<
  KeyName,
  'dashboard' | 'expenses' | 'day' | 'budgets' | 'categories' | 'profile'
>;

type Theme = 'auto' | 'light' | 'dark';

export interface PaletteActs {
  readonly onGo: (page: PageName) => void;
  readonly onAdd: () => void;
  readonly onHelp: () => void;
}

interface AllActs extends PaletteActs {
  /** Whether there are keys to press: without them none are named. */
  readonly withKeys: boolean;
  readonly onTheme: (theme: Theme) => void;
}

const PAGES: readonly PageName[] = [
  'dashboard',
  'expenses',
  'day',
  'budgets',
  'categories',
  'profile',
];
const THEMES: readonly { readonly theme: Theme; readonly label: MessageDescriptor }[] = [
  { theme: 'light', label: msg`Light theme` },
  { theme: 'dark', label: msg`Dark theme` },
  { theme: 'auto', label: msg`Theme of the system` },
];

interface Command extends SpotlightActionData {
  readonly label: string;
}

/** The commands that have every typed word somewhere in their name or group. */
export function commandsFor(query: string, acts: AllActs): SpotlightActionGroupData[] {
  const words = query.toLowerCase().split(/\s+/);
  const groups = [
    { group: t({ message: 'Do', context: 'heading of commands' }), actions: doing(acts) },
    { group: t`Go to`, actions: PAGES.map((page) => keyed(page, () => acts.onGo(page), acts)) },
    {
      group: t`Theme`,
      actions: THEMES.map(({ theme, label }) => themed(theme, i18n._(label), acts)),
    },
  ];
  return groups.flatMap(({ group, actions }) => {
    const left = actions.filter(({ label }) => {
      const name = `${group} ${label}`.toLowerCase();
      return words.every((word) => name.includes(word));
    });
    return left.length > 0 ? [{ group, actions: left }] : [];
  });
}

function doing(acts: AllActs): Command[] {
  const add = keyed('add', acts.onAdd, acts);
  return acts.withKeys ? [add, keyed('help', acts.onHelp, acts)] : [add];
}

function keyed(name: KeyName, onClick: () => void, { withKeys }: AllActs): Command {
  const { does, keys } = KEYS[name];
  const rightSection = withKeys ? keys.join(' ').toUpperCase() : null;
  return { id: name, label: i18n._(does), rightSection, onClick };
}

function themed(theme: Theme, label: string, { onTheme }: AllActs): Command {
  return { id: `theme-${theme}`, label, onClick: () => onTheme(theme) };
}
