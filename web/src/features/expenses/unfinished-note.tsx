import { t } from '@lingui/core/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ListItem, RowItem } from '@/features/expenses/list-items';
import { unfinishedEdits } from '@/features/expenses/unfinished-edits';
import { useMe } from '@/sync/me';
import classes from './unfinished-note.module.css';

interface UnfinishedNoteProps {
  readonly items: readonly ListItem[];
  /** Whether rows are edited where they stand: one that is opened now needs no pointing out. */
  readonly inPlace: boolean;
  readonly onGo: (item: RowItem) => void;
}

/** Points out the first row that somebody began to change and left, wherever in the list it is. */
export function UnfinishedNote({ items, inPlace, onGo }: UnfinishedNoteProps) {
  const userId = useMe().id;
  const idsNow = () => new Set(unfinishedEdits(userId).map(([id]) => id));
  const [before] = useState(idsNow);
  const now = idsNow();
  const left = (key: string) => now.has(key) && (before.has(key) || !inPlace);
  const item =
    now.size > 0 ? items.find(({ kind, key }) => kind === 'row' && left(key)) : undefined;
  if (item?.kind !== 'row') return null;
  const title = item.expense.description || item.expense.category;
  return (
    <p className={classes.unfinished}>
      <span>{t`You began to change “${title}”.`}</span>
      <Button variant="subtle" onClick={() => onGo(item)}>
        {t({ message: 'Go on', context: 'with a change that was begun' })}
      </Button>
    </p>
  );
}
