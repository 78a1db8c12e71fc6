import { Trans } from '@lingui/react/macro';
import { Title } from '@mantine/core';
import { formatAmount } from '@/money/format-amount';
import { CategoryTile } from '@/ui/category-tile';
import classes from './changes.module.css';
import { ExpensesLink } from './expenses-link';
import { changesBetween } from './figures';
import type { ComparedMonthView } from './month-view';

type ChangesProps = Pick<
  ComparedMonthView,
  'month' | 'money' | 'rows' | 'periodBefore' | 'before'
> & { readonly title: string };

const SHOWN = 4;

/** The categories that moved most; nothing where there is nothing to compare with. */
export function Changes({ title, month, money, rows, periodBefore, before = [] }: ChangesProps) {
  if (periodBefore === null || before.every((row) => row.spent === 0)) return null;
  const changes = changesBetween(rows, before).slice(0, SHOWN);
  if (changes.length === 0) return null;
  return (
    <div className={classes.changes}>
      <Title order={3} className={classes.title}>
        {title}
      </Title>
      <ul className={classes.list}>
        {changes.map(({ row, spent, difference }) => (
          <li key={row.categoryId}>
            <ExpensesLink
              period={spent > 0 ? month : periodBefore}
              category={row.category}
              className={classes.link}
            >
              <CategoryTile colour={row.colour} icon={row.icon} size="small" />
              <span className={classes.name}>{row.category}</span>
              <span className={classes.amount}>
                <ChangeWords
                  amount={formatAmount(Math.abs(difference), money)}
                  more={difference > 0}
                />
              </span>
            </ExpensesLink>
          </li>
        ))}
      </ul>
    </div>
  );
}

function ChangeWords({ amount, more }: { readonly amount: string; readonly more: boolean }) {
  return more ? (
    <Trans>
      <strong>{amount}</strong> more
    </Trans>
  ) : (
    <Trans>
      <strong>{amount}</strong> less
    </Trans>
  );
}
