import { Title } from '@mantine/core';
import type { SummaryRow } from '@/api/budgets';
import type { IsoMonth } from '@/dates/calendar';
import { formatAmount, type MoneyFormat } from '@/money/format-amount';
import { CategoryTile } from '@/ui/category-tile';
import classes from './changes.module.css';
import { ExpensesLink } from './expenses-link';
import { changesBetween } from './figures';

type ChangesProps = {
  readonly title: string;
  readonly month: IsoMonth;
  readonly money: MoneyFormat;
  readonly rows: readonly SummaryRow[];
  readonly before: readonly SummaryRow[] | undefined;
};

const SHOWN = 4;

/** The categories that moved most; nothing where there is nothing to compare with. */
export function Changes({ title, month, money, rows, before = [] }: ChangesProps) {
  if (before.every((row) => row.spent === 0)) return null;
  const changes = changesBetween(rows, before).slice(0, SHOWN);
  if (changes.length === 0) return null;
  return (
    <div className={classes.changes}>
      <Title order={3} className={classes.title}>
        {title}
      </Title>
      <ul className={classes.list}>
        {changes.map(({ row, difference }) => (
          <li key={row.categoryId}>
            <ExpensesLink month={month} category={row.category} className={classes.link}>
              <CategoryTile colour={row.colour} icon={row.icon} size="small" />
              <span className={classes.name}>{row.category}</span>
              <span className={classes.amount}>
                <strong>{formatAmount(Math.abs(difference), money)}</strong>{' '}
                {difference > 0 ? 'more' : 'less'}
              </span>
            </ExpensesLink>
          </li>
        ))}
      </ul>
    </div>
  );
}
