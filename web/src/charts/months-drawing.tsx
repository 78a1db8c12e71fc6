import { useDirection } from '@mantine/core';
import {
  Bar,
  BarChart,
  type BarShapeProps,
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from 'recharts';
import { formatCompact, type MoneyFormat } from '@/money/format-amount';
import { averageOf, type MonthTotal } from './summaries';

type MonthsDrawingProps = {
  readonly months: readonly MonthTotal[];
  readonly money: MoneyFormat;
  /** Drawn in full colour. */
  readonly named: MonthTotal | undefined;
  /** The bars have all the width then. */
  readonly narrow: boolean;
};

const RADIUS = 5;

/** The style sheet leaves the same room beside the table. */
const AXIS_WIDTH = 68;

/** Where the bars have all the width, only the upper end of the scale is named, above its line. */
const ON_LINE = { dy: -9, fill: 'var(--muted)', fontSize: 11.5 } as const;

/** One bar a month. Comes with the chart library: import it lazily only. */
export function MonthsDrawing({ months, money, named, narrow }: MonthsDrawingProps) {
  const average = averageOf(months);
  const mirrored = useDirection().dir === 'rtl';
  const labelled = (amount: number) => (amount === 0 && narrow ? '' : formatCompact(amount, money));
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={[...months]}
        margin={{ top: narrow ? 20 : 8, right: 0, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="key" reversed={mirrored} hide />
        <YAxis
          orientation={mirrored === narrow ? 'right' : 'left'}
          mirror={narrow}
          width={AXIS_WIDTH}
          {...(narrow && { tickSize: 0, tickMargin: 0 })}
          tickCount={narrow ? 2 : 3}
          axisLine={false}
          tickLine={false}
          tick={narrow ? ON_LINE : { fill: 'var(--muted)', fontSize: 12 }}
          tickFormatter={labelled}
        />
        {average > 0 ? (
          <ReferenceLine y={average} stroke="var(--muted)" strokeDasharray="3 4" />
        ) : null}
        <Bar
          dataKey="amount"
          maxBarSize={44}
          isAnimationActive={false}
          shape={(bar: BarShapeProps) => (
            <MonthShape bar={bar} full={months[bar.index] === named} />
          )}
        />
      </BarChart>
    </ResponsiveContainer>
  );
}

/** A bar with rounded shoulders that stands on its line; a month without spending draws nothing. */
function MonthShape({ bar, full }: { readonly bar: BarShapeProps; readonly full: boolean }) {
  const [left, top] = [Number(bar.x), Number(bar.y)];
  const [width, height] = [Number(bar.width), Number(bar.height)];
  if (height <= 0) return <g />;
  const radius = Math.min(RADIUS, height, width / 2);
  const arc = `a${radius},${radius},0,0,1,${radius}`;
  const shoulders = `${arc},-${radius}h${width - 2 * radius}${arc},${radius}`;
  return (
    <path
      d={`m${left},${top + height} v-${height - radius} ${shoulders} v${height - radius} z`}
      fill={full ? 'var(--accent)' : 'color-mix(in srgb, var(--accent) 24%, var(--card))'}
    />
  );
}
