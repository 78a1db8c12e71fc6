import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { IsoMonth } from '@/dates/calendar';

type ExpensesLinkProps = {
  readonly month: IsoMonth;
  /** The name of one category, or several; all of them where none is named. */
  readonly category?: string | readonly string[] | undefined;
  readonly className?: string | undefined;
  readonly label?: string;
  readonly children: ReactNode;
};

/** Opens the expenses behind a figure: those of the month, or of one category in it. */
export function ExpensesLink({ month, category, className, label, children }: ExpensesLinkProps) {
  return (
    <Link
      to="/expenses"
      search={expensesSearch(month, category)}
      className={className}
      aria-label={label}
    >
      {children}
    </Link>
  );
}

export function expensesSearch(month: IsoMonth, category: string | readonly string[] | undefined) {
  return { month, ...(category === undefined ? {} : { category: [category].flat() }) };
}
