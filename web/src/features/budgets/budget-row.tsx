import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { problemText } from '@/api/problem';
import type { IsoMonth } from '@/dates/calendar';
import { formatMonth } from '@/dates/format-date';
import { formatAmount, type MoneyFormat } from '@/money/format-amount';
import { useDeleteBudget } from '@/sync/budgets';
import { newRecordingKey } from '@/sync/record-once';
import { BudgetBar, BudgetWords, PaceWords } from '@/ui/budget-bar';
import { categoryColour } from '@/ui/category-palette';
import { CategoryTile } from '@/ui/category-tile';
import { notifyProblem } from '@/ui/notify';
import { TABLE_ROLES } from '@/ui/table-roles';
import type { BudgetEntry } from './budget-entries';
import { BudgetField } from './budget-field';
import classes from './budget-table.module.css';
import { useOfferUndo } from './use-offer-undo';

type BudgetRowProps = {
  readonly entry: BudgetEntry;
  readonly month: IsoMonth;
  readonly money: MoneyFormat;
  readonly pace: number;
};

export function BudgetRow({ entry, month, money, pace }: BudgetRowProps) {
  const remove = useRemoveBudget(entry, formatMonth(month, money.locale), month);
  const { name } = entry;
  return (
    <tr
      className={classes.row}
      data-idle={(entry.budget === null && entry.spent === 0) || undefined}
      {...TABLE_ROLES.row}
    >
      <th scope="row" className={classes.name} {...TABLE_ROLES.name}>
        <CategoryTile colour={entry.colour} icon={entry.icon} />
        <Link to="/expenses" search={{ month, category: [entry.name] }}>
          {entry.name}
        </Link>
      </th>
      <td className={classes.budget} {...TABLE_ROLES.cell}>
        <BudgetField entry={entry} month={month} money={money} onRemove={remove} />
        {entry.budget !== null ? (
          <ActionIcon
            className={classes.remove}
            variant="subtle"
            aria-label={t`Remove the budget for ${name}`}
            onClick={(event) => {
              // The button goes with the budget; who pressed it by keyboard goes on in the row.
              if (event.detail === 0) fieldBeside(event.currentTarget)?.focus();
              remove();
            }}
          >
            <IconX size={16} stroke={1.75} aria-hidden="true" />
          </ActionIcon>
        ) : null}
      </td>
      <td className={classes.spent} {...TABLE_ROLES.cell}>
        <SpentWords amount={formatAmount(entry.spent, money)} />
      </td>
      <td className={classes.left} {...TABLE_ROLES.cell}>
        {entry.budget === null ? (
          <span className={classes.none}>{entry.spent > 0 ? t`no budget` : ''}</span>
        ) : (
          <>
            <span className={classes.bar}>
              <BudgetBar
                spent={entry.spent}
                budget={entry.budget}
                pace={pace}
                colour={categoryColour(entry.colour)}
              />
            </span>
            <span className={classes.words}>
              <BudgetWords spent={entry.spent} budget={entry.budget} money={money} />
              <PaceWords spent={entry.spent} budget={entry.budget} pace={pace} />
            </span>
          </>
        )}
      </td>
    </tr>
  );
}

/** On a phone the amount has no head above it that says what it is. */
export function SpentWords({ amount }: { readonly amount: string }) {
  return (
    <Trans>
      {amount}
      <span className={classes.phoneOnly}> spent</span>
    </Trans>
  );
}

function fieldBeside(button: HTMLElement): HTMLInputElement | null | undefined {
  return button.closest('td')?.querySelector('input');
}

/** Ends the budget from the month shown on, at once, and offers to take that back. */
function useRemoveBudget(
  { categoryId, name, budget }: BudgetEntry,
  title: string,
  month: IsoMonth,
) {
  const deleteBudget = useDeleteBudget();
  const offerUndo = useOfferUndo();
  return () => {
    if (budget === null || deleteBudget.isPending) return;
    deleteBudget.mutateAsync({ categoryId, month, key: newRecordingKey() }).then(
      (revision) => offerUndo(t`${name} has no budget from ${title} on`, revision),
      (error: unknown) => notifyProblem(problemText(error)),
    );
  };
}
