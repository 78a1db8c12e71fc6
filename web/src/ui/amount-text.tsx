import { formatAmount, type MoneyFormat } from '@/money/format-amount';
import type { MinorUnits } from '@/money/minor-units';
import classes from './amount-text.module.css';

type AmountTextProps = {
  readonly minor: MinorUnits;
  readonly money: MoneyFormat;
  /** `hero` is the one number of a page, `large` the number of a card. */
  readonly size?: 'body' | 'large' | 'hero';
  /** `always` writes a plus too, for a difference. */
  readonly sign?: 'auto' | 'always';
  readonly strong?: boolean;
};

/** An amount that lines up with the others in its column and never breaks in two. */
export function AmountText({
  minor,
  money,
  size = 'body',
  sign = 'auto',
  strong = false,
}: AmountTextProps) {
  return (
    <span className={classes.amount} data-size={size} data-strong={strong || undefined}>
      {formatAmount(minor, money, { sign })}
    </span>
  );
}
