import { plural, t } from '@lingui/core/macro';
import { lazy, type ReactNode, useMemo, useState } from 'react';
import {
  formatAmount,
  formatCompact,
  formatShare,
  formatWhole,
  type MoneyFormat,
} from '@/money/format-amount';
import { type MinorUnits, sumOf } from '@/money/minor-units';
import { CategoryTile } from '@/ui/category-tile';
import classes from './category-ring.module.css';
import { ChartFrame } from './chart-frame';
import { ChartRow, ChartTable, FigureCell, NameCell } from './chart-table';
import { Picture } from './picture';
import { type Slice, type Spending, slicesOf } from './slices';
import { ringSummary } from './summaries';

const RingDrawing = lazy(() =>
  import('./ring-drawing').then((module) => ({ default: module.RingDrawing })),
);

const SIZE = 176;
const MOST_SLICES = 8;

/** The longest amount that fits into the ring in full. */
const CENTRE_CHARACTERS = 9;

function centreAmount(minor: MinorUnits, money: MoneyFormat): string {
  const whole = formatWhole(minor, money);
  return whole.length <= CENTRE_CHARACTERS ? whole : formatCompact(minor, money);
}

type CategoryRingProps = {
  readonly label: string;
  readonly spendings: readonly Spending[];
  readonly money: MoneyFormat;
  /** Wraps the name of a slice in the link to its expenses. */
  readonly linkTo: (slice: Slice, name: ReactNode) => ReactNode;
  /** Follows the same link when a slice is clicked in the picture; without a slice, the total in the middle. */
  readonly onSelect: (slice?: Slice) => void;
};

/** Where the money went: a ring with the total in its middle and the categories beside it. */
export function CategoryRing({ label, spendings, money, linkTo, onSelect }: CategoryRingProps) {
  const [active, setActive] = useState<string | null>(null);
  const slices = useMemo(() => slicesOf(spendings, MOST_SLICES), [spendings]);
  const total = sumOf(slices.map(({ amount }) => amount));
  const pointed = slices.find(({ key }) => key === active);
  const categories = slices.reduce((count, slice) => count + slice.labels.length, 0);
  const drawing = (
    <div className={classes.ring} style={{ width: SIZE, height: SIZE }}>
      <Picture blank={<div className={classes.blank} />}>
        <RingDrawing
          size={SIZE}
          slices={slices}
          active={active}
          onPoint={setActive}
          onSelect={onSelect}
        />
      </Picture>
      <button
        type="button"
        className={classes.centre}
        // The picture is hidden from screen readers, and no key should stop where they say nothing.
        tabIndex={-1}
        onClick={() => onSelect()}
      >
        <span className={classes.total}>{centreAmount(pointed?.amount ?? total, money)}</span>
        <span className={classes.what}>
          {pointed?.label ?? plural(categories, { one: '# category', other: '# categories' })}
        </span>
      </button>
    </div>
  );
  return (
    <ChartFrame
      className={classes.chart}
      summary={ringSummary(slices, money)}
      drawing={drawing}
      table={
        <ChartTable label={label} columns={[t`Category`, t`Spent`, t`Share`]}>
          {slices.map((slice) => (
            <ChartRow
              key={slice.key}
              className={classes.row}
              pointed={active === slice.key}
              onPoint={(pointing) => setActive(pointing ? slice.key : null)}
            >
              <NameCell className={classes.name}>
                <CategoryTile colour={slice.colour} icon={slice.icon} size="small" />
                {linkTo(slice, slice.label)}
              </NameCell>
              <FigureCell className={classes.amount}>
                {formatAmount(slice.amount, money)}
              </FigureCell>
              <FigureCell className={classes.share}>
                {formatShare(slice.amount, total, money.locale)}
              </FigureCell>
            </ChartRow>
          ))}
        </ChartTable>
      }
    />
  );
}
