import { Skeleton } from '@mantine/core';
import classes from './skeletons.module.css';

type LinesSkeletonProps = {
  readonly lines: number;
  /** The height of one line with the space below it, so that nothing moves when the rows arrive. */
  readonly lineHeight: number;
};

/** Stands for a list of rows that begin with a tile. */
export function RowsSkeleton({ lines, lineHeight }: LinesSkeletonProps) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a skeleton are all alike
        <div key={line} className={classes.row} style={{ height: lineHeight }}>
          <Skeleton width={28} height={28} radius={8} />
          <Skeleton width={`${38 - (line % 3) * 7}%`} height={12} radius={6} />
          <Skeleton width={72} height={12} radius={6} className={classes.end} />
        </div>
      ))}
    </div>
  );
}

/** Stands for the ring and its legend. */
export function RingSkeleton() {
  return (
    <div className={classes.ring} aria-hidden="true">
      <Skeleton circle height={168} />
      <div className={classes.legend}>
        <RowsSkeleton lines={6} lineHeight={32} />
      </div>
    </div>
  );
}

/** Stands for the number of a card and the line below it. */
export function FigureSkeleton({ hero = false }: { readonly hero?: boolean }) {
  return (
    <div aria-hidden="true">
      <Skeleton width="62%" height={hero ? 32 : 24} radius={8} mt={hero ? 6 : 4} />
      <Skeleton width="80%" height={12} radius={6} mt={14} />
    </div>
  );
}
