import { t } from '@lingui/core/macro';
import { IconAlertTriangle } from '@tabler/icons-react';
import { formatAmount, type MoneyFormat } from '@/money/format-amount';
import type { MinorUnits } from '@/money/minor-units';
import { paceWords, standingOf } from '@/money/pace';
import classes from './budget-bar.module.css';

type BudgetBarProps = {
  readonly spent: MinorUnits;
  readonly budget: MinorUnits;
  /** The share of the month that is gone, 0 to 1; the mark is left out where there is nothing to pace. */
  readonly pace?: number;
  /** A CSS colour. */
  readonly colour?: string;
};

/** How much of a budget is spent, from 0 to 1. A budget of 0 is used up by the first cent. */
export function usedShare(spent: MinorUnits, budget: MinorUnits): number {
  if (spent <= 0) return 0;
  return budget <= 0 ? 1 : Math.min(spent / budget, 1);
}

/**
 * The picture of a budget: spent as fill, a thin mark for today's pace, hatched when over. It is hidden from screen
 * readers, since `BudgetWords` beside it says the same.
 */
export function BudgetBar({ spent, budget, pace = 0, colour = 'var(--accent)' }: BudgetBarProps) {
  const over = spent > budget;
  return (
    <div className={classes.bar} aria-hidden="true">
      <div className={classes.track}>
        <div
          className={classes.fill}
          data-over={over || undefined}
          style={{
            width: `${usedShare(spent, budget) * 100}%`,
            backgroundColor: over ? undefined : colour,
          }}
        />
      </div>
      {pace > 0 && pace < 1 ? (
        <div className={classes.pace} style={{ insetInlineStart: `${pace * 100}%` }} />
      ) : null}
    </div>
  );
}

type BudgetWordsProps = {
  readonly spent: MinorUnits;
  readonly budget: MinorUnits;
  readonly money: MoneyFormat;
  /** The share of the month that is gone, 0 to 1. Where it is given, a budget at risk says so. */
  readonly pace?: number;
};

/** "€37.60 left", "€12.00 left, at risk", "on budget", or with a warning sign "€34.90 over". */
export function BudgetWords({ spent, budget, money, pace = 0 }: BudgetWordsProps) {
  const amount = formatAmount(Math.abs(budget - spent), money);
  if (spent > budget) {
    return (
      <span className={classes.over}>
        <IconAlertTriangle size={15} stroke={1.75} aria-hidden="true" />
        {t`${amount} over`}
      </span>
    );
  }
  if (spent === budget) return <span className={classes.left}>{t`on budget`}</span>;
  const risky = standingOf(spent, budget, pace) === 'at_risk';
  return (
    <span className={classes.left} data-risk={risky || undefined}>
      {risky ? t`${amount} left, at risk` : t`${amount} left`}
    </span>
  );
}

type PaceWordsProps = {
  readonly spent: MinorUnits;
  readonly budget: MinorUnits;
  /** The share of the month that is gone, 0 to 1. */
  readonly pace: number;
};

/** "a little ahead of pace", in a month that runs and of a budget that is neither untouched nor used up. */
export function PaceWords({ spent, budget, pace }: PaceWordsProps) {
  if (pace <= 0 || pace >= 1 || spent <= 0 || spent >= budget) return null;
  return (
    <span
      className={classes.paceWords}
      data-risk={standingOf(spent, budget, pace) === 'at_risk' || undefined}
    >
      {paceWords(spent, budget, pace)}
    </span>
  );
}
