import { t } from '@lingui/core/macro';
import type { MinorUnits } from './minor-units';

/** How a budget stands: exceeded, likely to be exceeded before the month ends, or neither. */
export type Standing = 'over' | 'at_risk' | 'fine';

/** A few hundredths either way are no news. */
const NOTEWORTHY = 0.03;
/** From here on the month would end over budget unless something changes. */
const RISKY = 0.15;

/** What would be spent by now if the used share of a budget were larger than the share of the month that is gone by `lead`. */
function spentAt(budget: MinorUnits, pace: number, lead: number): number {
  return budget * (pace + lead);
}

/**
 * `pace` is the share of the month that is gone, 0 to 1. Only a running month can be at risk; and a budget that is spent
 * to the cent, as a rent on the first day, is kept.
 */
export function standingOf(spent: MinorUnits, budget: MinorUnits, pace: number): Standing {
  if (spent > budget) return 'over';
  const running = pace > 0 && pace < 1;
  if (!running || spent === budget) return 'fine';
  return spent > spentAt(budget, pace, RISKY) ? 'at_risk' : 'fine';
}

/** How spending stands to an even pace, in words. */
export function paceWords(spent: MinorUnits, budget: MinorUnits, pace: number): string {
  if (budget <= 0) return spent > 0 ? t`over budget` : t`on pace`;
  if (spent > budget) return t`over budget`;
  if (spent > spentAt(budget, pace, RISKY)) return t`well ahead of pace`;
  if (spent > spentAt(budget, pace, NOTEWORTHY)) return t`a little ahead of pace`;
  return spent < spentAt(budget, pace, -NOTEWORTHY) ? t`below pace` : t`on pace`;
}
