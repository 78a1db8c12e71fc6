import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { problemText } from '@/api/problem';
import type { IsoMonth } from '@/dates/calendar';
import { formatAmount, type MoneyFormat } from '@/money/format-amount';
import { useDeleteBudget, useSetBudget } from '@/sync/budgets';
import { BudgetBar, BudgetWords, PaceWords } from '@/ui/budget-bar';
import { categoryColour } from '@/ui/category-palette';
import { CategoryTile } from '@/ui/category-tile';
import { notifyProblem, notifyUndo } from '@/ui/notify';
import { TABLE_ROLES } from '@/ui/table-roles';
import type { BudgetEntry } from './budget-entries';
import { BudgetField } from './budget-field';
import classes from './budget-table.module.css';

type BudgetRowProps = {
  readonly entry: BudgetEntry;
  readonly month: IsoMonth;
  readonly money: MoneyFormat;
  readonly pace: number;
  /** A budget ends from the current month on, so in a month that is over it stays. */
  readonly removable: boolean;
};

export function BudgetRow({ entry, month, money, pace, removable }: BudgetRowProps) {
  const remove = useRemoveBudget(entry);
  const { name } = entry;
  return (
    <tr className={classes.row} {...TABLE_ROLES.row}>
      <th scope="row" className={classes.name} {...TABLE_ROLES.name}>
        <CategoryTile colour={entry.colour} icon={entry.icon} />
        <Link to="/expenses" search={{ month, category: [entry.name] }}>
          {entry.name}
        </Link>
      </th>
      <td className={classes.budget} {...TABLE_ROLES.cell}>
        <BudgetField
          entry={entry}
          month={month}
          money={money}
          onRemove={removable ? remove : undefined}
        />
        {removable && entry.budget !== null ? (
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

/** Ends the budget at once and offers to bring it back. */
function useRemoveBudget({ categoryId, name, budget }: BudgetEntry): () => void {
  const deleteBudget = useDeleteBudget();
  const setBudget = useSetBudget();
  return () => {
    if (budget === null || deleteBudget.isPending) return;
    deleteBudget.mutate(categoryId, {
      onSuccess: () => {
        notifyUndo({
          message: t`${name} has no budget from this month on`,
          onUndo: () => {
            setBudget
              .mutateAsync({ category: name, amount: budget })
              .catch((error: unknown) => notifyProblem(problemText(error)));
          },
        });
      },
      onError: (error) => notifyProblem(problemText(error)),
    });
  };
}
