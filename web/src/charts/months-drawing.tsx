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
  /** The room for the amounts after the last month; the table in front leaves the same. */
  readonly axisWidth: number;
};

const RADIUS = 5;

/** One bar a month, the last one in full colour. Comes with the chart library: import it lazily only. */
export function MonthsDrawing({ months, money, axisWidth }: MonthsDrawingProps) {
  const average = averageOf(months);
  const mirrored = useDirection().dir === 'rtl';
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={[...months]}
        margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="key" reversed={mirrored} hide />
        <YAxis
          orientation={mirrored ? 'left' : 'right'}
          width={axisWidth}
          tickCount={3}
          axisLine={false}
          tickLine={false}
          tick={{ fill: 'var(--muted)', fontSize: 12 }}
          tickFormatter={(amount: number) => formatCompact(amount, money)}
        />
        {average > 0 ? (
          <ReferenceLine y={average} stroke="var(--muted)" strokeDasharray="3 4" />
        ) : null}
        <Bar
          dataKey="amount"
          maxBarSize={44}
          isAnimationActive={false}
          shape={(bar: BarShapeProps) => (
            <MonthShape bar={bar} last={bar.index === months.length - 1} />
          )}
        />
      </BarChart>
    </ResponsiveContainer>
  );
}

/** A bar with rounded shoulders that stands on its line; a month without spending draws nothing. */
function MonthShape({ bar, last }: { readonly bar: BarShapeProps; readonly last: boolean }) {
  const [left, top] = [Number(bar.x), Number(bar.y)];
  const [width, height] = [Number(bar.width), Number(bar.height)];
  if (height <= 0) return <g />;
  const radius = Math.min(RADIUS, height);
  const arc = `a${radius},${radius},0,0,1,${radius}`;
  const shoulders = `${arc},-${radius}h${width - 2 * radius}${arc},${radius}`;
  return (
    <path
      d={`m${left},${top + height} v-${height - radius} ${shoulders} v${height - radius} z`}
      fill={last ? 'var(--accent)' : 'color-mix(in srgb, var(--accent) 24%, var(--card))'}
    />
  );
}
