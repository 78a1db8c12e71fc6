import { t } from '@lingui/core/macro';
import { CloseButton, useMantineColorScheme, VisuallyHidden } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import {
  createSpotlight,
  Spotlight,
  type SpotlightActionData,
  useSpotlight,
} from '@mantine/spotlight';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Expense, ExpenseFilter } from '@/api/expenses';
import { monthOf } from '@/dates/calendar';
import { formatDayLong } from '@/dates/format-date';
import { commandsFor, type PaletteActs } from '@/features/palette/commands';
import { formatAmount } from '@/money/format-amount';
import { latestExpensesQuery } from '@/sync/expenses';
import { useMe } from '@/sync/me';
import type { LateDialogProps } from '@/ui/late-dialog';
import '@mantine/spotlight/styles.css';
import { usePhone } from '@/ui/use-phone';
import classes from './palette.module.css';

const [store, palette] = createSpotlight();
const MATCHES = 6;
const TYPING_MS = 150;

interface PaletteProps extends LateDialogProps, PaletteActs {
  readonly onFind: (filter: ExpenseFilter) => void;
}

/** One field from which everything can be reached: pages, commands, and the expenses that match what is typed. */
export function Palette({ opened, onClose, onFind, ...acts }: PaletteProps) {
  const [query, setQuery] = useState('');
  const { setColorScheme } = useMantineColorScheme();
  const found = useMatches(query, onFind);
  useEffect(() => (opened ? palette.open() : palette.close()), [opened]);
  const phone = usePhone();
  const withKeys = !useMediaQuery('(hover: none)', undefined, { getInitialValueInEffect: false });
  const commands = commandsFor(query, { ...acts, onTheme: setColorScheme, withKeys });
  const actions = [
    ...commands,
    ...(found.length > 0 ? [{ group: t`Expenses`, actions: found }] : []),
  ];
  const labels = actions.flatMap((group) => group.actions.map(({ label }) => label ?? ''));
  const name = t`Find or do anything`;
  return (
    <>
      <Spotlight
        store={store}
        shortcut={null}
        actions={actions}
        // What matches is decided here: the expenses were searched by the server.
        filter={(_, all) => all}
        query={query}
        onQueryChange={setQuery}
        onSpotlightClose={onClose}
        scrollable
        maxHeight={440}
        {...(phone && { yOffset: 8 })}
        // The lines themselves never take the focus, so the list must, to be scrolled by keys.
        scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
        overlayProps={{ backgroundOpacity: 0.35 }}
        attributes={{ content: { 'aria-label': name, 'data-palette': true } }}
        searchProps={{
          placeholder: t`Find an expense, or say what to do`,
          'aria-label': name,
          // Who has no Escape needs another way out.
          ...(phone && {
            rightSection: <CloseButton aria-label={t`Close`} onClick={palette.close} />,
            rightSectionWidth: 48,
            rightSectionPointerEvents: 'all',
          }),
        }}
        classNames={{
          content: classes.content,
          search: classes.search,
          actionsList: classes.list,
          action: classes.action,
          actionsGroup: classes.group,
        }}
      />
      <Chosen labels={labels} />
    </>
  );
}

/** The library marks the chosen line for the eye only. */
function Chosen({ labels }: { labels: readonly string[] }) {
  const { selected, opened } = useSpotlight(store);
  return (
    <VisuallyHidden aria-live="polite">{opened ? (labels[selected] ?? '') : ''}</VisuallyHidden>
  );
}

function useMatches(query: string, onFind: PaletteProps['onFind']): SpotlightActionData[] {
  const typed = query.trim();
  const [text] = useDebouncedValue(typed, TYPING_MS);
  const { locale, money } = useMe();
  const { data } = useQuery({
    ...latestExpensesQuery({ text }, MATCHES),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  });
  if (typed === '') return [];
  const all = {
    id: 'all',
    label: t`All expenses with “${typed}”`,
    onClick: () => onFind({ text: typed }),
  };
  const lines = (data?.expenses ?? []).map((expense) => ({
    id: expense.id,
    label: expense.description || expense.category,
    description: `${expense.category} · ${formatDayLong(expense.date, locale)}`,
    rightSection: formatAmount(expense.amount, money),
    dimmedSections: false,
    onClick: () => onFind(filterOf(expense)),
  }));
  // First, because it stands there before the server answered: the chosen line must not move under the hand.
  return [all, ...lines];
}

/** The narrowest list that the expense is in. */
function filterOf({ description, category, date }: Expense): ExpenseFilter {
  return { month: monthOf(date), categories: [category], text: description || undefined };
}
