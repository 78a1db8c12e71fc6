import { t } from '@lingui/core/macro';
import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Budget } from '@/api/budgets';
import { problemText } from '@/api/problem';
import { addMonths, type IsoMonth } from '@/dates/calendar';
import { formatMonthName } from '@/dates/format-date';
import { budgetsQuery, useCopyBudgets } from '@/sync/budgets';
import { newRecordingKey } from '@/sync/record-once';
import { notifyProblem } from '@/ui/notify';
import classes from './copy-last-month.module.css';
import { useOfferUndo } from './use-offer-undo';

type CopyLastMonthProps = {
  readonly month: IsoMonth;
  readonly locale: string;
};

/** Makes the budgets of the month before count here too; there is nothing to do where they already do. */
export function CopyLastMonth({ month, locale }: CopyLastMonthProps) {
  const previous = addMonths(month, -1);
  const before = useQuery(budgetsQuery(previous)).data;
  const current = useQuery(budgetsQuery(month)).data;
  const copy = useCopyBudgets();
  const offerUndo = useOfferUndo();
  const [from, to] = [formatMonthName(previous, locale), formatMonthName(month, locale)];
  const useless = !before || !current || sameAmounts(before, current);
  const press = async () => {
    try {
      const key = newRecordingKey();
      const revision = await copy.mutateAsync({ from: previous, to: month, key });
      offerUndo(t`The budgets of ${from} count in ${to} too`, revision);
    } catch (error) {
      notifyProblem(problemText(error));
    }
  };
  return (
    <Button
      className={classes.copy}
      classNames={{ label: classes.copyLabel, section: classes.copyIcon }}
      variant="default"
      leftSection={<IconCopy size={17} stroke={1.75} aria-hidden="true" />}
      loading={copy.isPending}
      // It stays where it is, and can be reached, when the months come to be alike: the focus would be lost with it.
      data-disabled={useless}
      aria-disabled={useless}
      onClick={() => {
        if (!useless) void press();
      }}
    >
      {t`Copy last month`}
    </Button>
  );
}

function sameAmounts(one: readonly Budget[], other: readonly Budget[]): boolean {
  const amounts = new Map(other.map(({ categoryId, amount }) => [categoryId, amount]));
  return (
    one.length === other.length &&
    one.every(({ categoryId, amount }) => amounts.get(categoryId) === amount)
  );
}
