import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { formatAmount, type MoneyFormat } from '@/money/format-amount';
import { averageOf, type MonthTotal, wholeMonthsOf } from './summaries';

export type MonthsLink = (
  months: readonly MonthTotal[],
  /** What is pressed. */
  content: ReactNode,
  /** What it is called where the content alone does not say it. */
  label?: string,
) => ReactNode;

type MonthsSummaryProps = {
  readonly months: readonly MonthTotal[];
  readonly money: MoneyFormat;
  readonly linkTo: MonthsLink;
};

/** The months in a sentence: the average of those that are over, and the highest, each with the way to its expenses. */
export function MonthsSummary({ months, money, linkTo }: MonthsSummaryProps) {
  const [first, ...others] = months.filter(({ amount }) => amount > 0);
  if (!first) return t`Nothing was spent in these months.`;
  const highest = others.reduce(
    (high, month) => (month.amount > high.amount ? month : high),
    first,
  );
  const mean = averageOf(months);
  if (mean === 0) {
    const { label } = first;
    return t`${label} is the first of these months with expenses.`;
  }
  const { label } = highest;
  const [average, most] = [formatAmount(mean, money), formatAmount(highest.amount, money)];
  return (
    <Trans>
      Average{' '}
      <Linked to={wholeMonthsOf(months)} linkTo={linkTo}>
        {average}
      </Linked>{' '}
      a month. {label} was the highest, with{' '}
      <Linked to={[highest]} linkTo={linkTo}>
        {most}
      </Linked>
      .
    </Trans>
  );
}

type LinkedProps = {
  readonly to: readonly MonthTotal[];
  readonly linkTo: MonthsLink;
  readonly children?: ReactNode;
};

function Linked({ to, linkTo, children }: LinkedProps) {
  return linkTo(to, children);
}
