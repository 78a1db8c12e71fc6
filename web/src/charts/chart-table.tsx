import type { ReactNode } from 'react';
import { TABLE_ROLES } from '@/ui/table-roles';
import classes from './chart-table.module.css';

type ChartTableProps = {
  readonly label: string;
  readonly columns: readonly string[];
  readonly children: ReactNode;
};

/** The figures of a chart. Its heads are only read out: beside the picture the figures speak for themselves. */
export function ChartTable({ label, columns, children }: ChartTableProps) {
  return (
    <table className={classes.table} aria-label={label} {...TABLE_ROLES.table}>
      <thead className={classes.heads} {...TABLE_ROLES.group}>
        <tr {...TABLE_ROLES.row}>
          {columns.map((column) => (
            <th key={column} scope="col" {...TABLE_ROLES.head}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className={classes.body} {...TABLE_ROLES.group}>
        {children}
      </tbody>
    </table>
  );
}

type ChartRowProps = {
  readonly className?: string | undefined;
  /** Whether the row is pointed at in the picture. */
  readonly pointed?: boolean;
  readonly onPoint?: (pointed: boolean) => void;
  /** A tap beside the link. */
  readonly onTap?: () => void;
  readonly children: ReactNode;
};

/** One row; the link in its name covers all of it. */
export function ChartRow({ className, pointed = false, onPoint, onTap, children }: ChartRowProps) {
  return (
    <tr
      className={`${classes.row} ${className ?? ''}`}
      data-pointed={pointed || undefined}
      onMouseEnter={() => onPoint?.(true)}
      onMouseLeave={() => onPoint?.(false)}
      onClick={onTap}
      {...TABLE_ROLES.row}
    >
      {children}
    </tr>
  );
}

type CellProps = { readonly className?: string | undefined; readonly children: ReactNode };

export function NameCell({ className, children }: CellProps) {
  return (
    <th scope="row" className={`${classes.name} ${className ?? ''}`} {...TABLE_ROLES.name}>
      {children}
    </th>
  );
}

export function FigureCell({ className, children }: CellProps) {
  return (
    <td className={`${classes.figure} ${className ?? ''}`} {...TABLE_ROLES.cell}>
      {children}
    </td>
  );
}
