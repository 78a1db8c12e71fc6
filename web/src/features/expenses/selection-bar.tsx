import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ActionIcon, Button } from '@mantine/core';
import { type Icon, IconCalendar, IconTags, IconTrash, IconX } from '@tabler/icons-react';
import { createElement, useState } from 'react';
import { MOST_AT_ONCE } from '@/api/expense-batches';
import { CategoryForMany, DateForMany } from '@/features/expenses/change-many-dialogs';
import { leaveDialog } from '@/features/expenses/list-focus';
import type { ManyActions } from '@/features/expenses/use-change-many';
import type { Selection } from '@/features/expenses/use-selection';
import { useMe } from '@/sync/me';
import { AmountText } from '@/ui/amount-text';
import classes from './selection-bar.module.css';

export interface SelectionBarProps {
  readonly selection: Selection;
  /** Whether the list has more than is loaded. */
  readonly partly: boolean;
  readonly many: ManyActions;
}

/** What is selected and what it comes to, with all that can be done with it at once. */
export function SelectionBar({ selection, partly, many }: SelectionBarProps) {
  const [asked, setAsked] = useState<'date' | 'category' | null>(null);
  const { rows } = selection;
  const close = () => setAsked(null);
  const answered = (act: () => void) => {
    close();
    act();
  };
  return (
    <>
      {selection.choosing && (
        <Bar
          selection={selection}
          partly={partly}
          onDate={() => setAsked('date')}
          onCategory={() => setAsked('category')}
          onDelete={() => many.remove(rows)}
        />
      )}
      <DateForMany
        opened={asked === 'date'}
        count={rows.length}
        onClose={close}
        onClosed={leaveDialog}
        onChosen={(date) => answered(() => many.moveTo(rows, date))}
      />
      <CategoryForMany
        opened={asked === 'category'}
        count={rows.length}
        onClose={close}
        onClosed={leaveDialog}
        onChosen={(category) => answered(() => many.recategorise(rows, category))}
      />
    </>
  );
}

interface BarProps {
  readonly selection: Selection;
  readonly partly: boolean;
  readonly onDate: () => void;
  readonly onCategory: () => void;
  readonly onDelete: () => void;
}

function Bar({ selection, partly, onDate, onCategory, onDelete }: BarProps) {
  const { rows, clear } = selection;
  const disabled = rows.length > MOST_AT_ONCE;
  return (
    <section className={classes.bar} aria-label={t`Selected expenses`} data-selection-bar>
      <ActionIcon variant="subtle" color="gray" aria-label={t`Select none`} onClick={clear}>
        <IconX size={18} stroke={1.75} aria-hidden="true" />
      </ActionIcon>
      <Words selection={selection} partly={partly} />
      <div className={classes.actions}>
        {rows.length === 0 ? (
          <Button variant="default" onClick={selection.all}>
            {t`Select all`}
          </Button>
        ) : (
          <>
            <Action
              icon={IconCalendar}
              label={t`Change date`}
              disabled={disabled}
              onPress={onDate}
            />
            <Action
              icon={IconTags}
              label={t`Change category`}
              disabled={disabled}
              onPress={onCategory}
            />
            <Action
              icon={IconTrash}
              label={t`Delete`}
              danger
              disabled={disabled}
              onPress={onDelete}
            />
          </>
        )}
      </div>
    </section>
  );
}

function Words({ selection, partly }: Pick<SelectionBarProps, 'selection' | 'partly'>) {
  const { money } = useMe();
  const { rows, total } = selection;
  if (rows.length === 0) return <p className={classes.words}>{t`Select expenses`}</p>;
  const count = rows.length.toLocaleString(money.locale);
  const most = MOST_AT_ONCE.toLocaleString(money.locale);
  const tooMany = rows.length > MOST_AT_ONCE;
  return (
    <p className={classes.words}>
      <span>
        <Trans>
          <strong>{count}</strong> selected
        </Trans>
      </span>
      <AmountText minor={total} money={money} strong />
      {tooMany && <span className={classes.note}>{t`Up to ${most} can be changed at once.`}</span>}
      {!tooMany && partly && selection.whole && (
        <span className={classes.note}>{t`These are the ones loaded so far.`}</span>
      )}
    </p>
  );
}

interface ActionProps {
  readonly icon: Icon;
  readonly label: string;
  readonly danger?: boolean;
  readonly disabled: boolean;
  readonly onPress: () => void;
}

/** Its words make room for the icon alone on a phone. */
function Action({ icon, label, danger = false, disabled, onPress }: ActionProps) {
  return (
    <Button
      className={classes.action}
      variant="subtle"
      color={danger ? 'red' : 'gray'}
      leftSection={createElement(icon, { size: 18, stroke: 1.75, 'aria-hidden': true })}
      disabled={disabled}
      aria-label={label}
      title={label}
      onClick={onPress}
    >
      <span className={classes.label}>{label}</span>
    </Button>
  );
}
