import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { DaySpan } from '@/api/expenses';
import type { IsoMonth } from '@/dates/calendar';

type ExpensesLinkProps = {
  readonly period: IsoMonth | DaySpan;
  /** The name of one category, or several; all of them where none is named. */
  readonly category?: string | readonly string[] | undefined;
  readonly className?: string | undefined;
  readonly label?: string | undefined;
  readonly children: ReactNode;
};

/** Opens the expenses behind a figure: those of a month or of some days, or of some categories in it. */
export function ExpensesLink({ period, category, className, label, children }: ExpensesLinkProps) {
  return (
    <Link
      to="/expenses"
      search={expensesSearch(period, category)}
      className={className}
      aria-label={label}
    >
      {children}
    </Link>
  );
}

export function expensesSearch(
  period: IsoMonth | DaySpan,
  category: string | readonly string[] | undefined,
) {
  return {
    ...(typeof period === 'string' ? { month: period } : period),
    ...(category === undefined ? {} : { category: [category].flat() }),
  };
}
