import type { ReactNode } from 'react';
import classes from './chart-table.module.css';

/**
 * A table whose rows are laid out as grids. Some screen readers forget what a table is once its `display` changes, so
 * the roles are said again.
 */
const ROLES = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  head: { role: 'columnheader' },
  name: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;

type ChartTableProps = {
  readonly label: string;
  readonly columns: readonly string[];
  readonly children: ReactNode;
};

/** The figures of a chart. Its heads are only read out: beside the picture the figures speak for themselves. */
export function ChartTable({ label, columns, children }: ChartTableProps) {
  return (
    <table className={classes.table} aria-label={label} {...ROLES.table}>
      <thead className={classes.heads} {...ROLES.group}>
        <tr {...ROLES.row}>
          {columns.map((column) => (
            <th key={column} scope="col" {...ROLES.head}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className={classes.body} {...ROLES.group}>
        {children}
      </tbody>
    </table>
  );
}

type ChartRowProps = {
  readonly className?: string | undefined;
  readonly faded?: boolean;
  readonly onPoint?: (pointed: boolean) => void;
  readonly children: ReactNode;
};

/** One row; the link in its name covers all of it. */
export function ChartRow({ className, faded = false, onPoint, children }: ChartRowProps) {
  return (
    <tr
      className={`${classes.row} ${className ?? ''}`}
      data-faded={faded || undefined}
      onMouseEnter={() => onPoint?.(true)}
      onMouseLeave={() => onPoint?.(false)}
      {...ROLES.row}
    >
      {children}
    </tr>
  );
}

type CellProps = { readonly className?: string | undefined; readonly children: ReactNode };

export function NameCell({ className, children }: CellProps) {
  return (
    <th scope="row" className={`${classes.name} ${className ?? ''}`} {...ROLES.name}>
      {children}
    </th>
  );
}

export function FigureCell({ className, children }: CellProps) {
  return (
    <td className={`${classes.figure} ${className ?? ''}`} {...ROLES.cell}>
      {children}
    </td>
  );
}
