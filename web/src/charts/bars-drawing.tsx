import { useId } from 'react';
import { Bar, BarChart, type BarShapeProps, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { usedShare } from '@/ui/budget-bar';
import { categoryColour } from '@/ui/category-palette';
import type { BudgetLine } from './summaries';

type BarsDrawingProps = {
  readonly lines: readonly BudgetLine[];
  /** The height of one line; the table in front of the bars has the same. */
  readonly lineHeight: number;
  /** The share of the month that is gone, 0 to 1; no mark is drawn at either end. */
  readonly pace: number;
};

const THICKNESS = 8;
const MARK_HEIGHT = 16;

/** One bar a budget, each on the scale of its own budget. Comes with the chart library: import it lazily only. */
export function BarsDrawing({ lines, lineHeight, pace }: BarsDrawingProps) {
  const hatchId = useId();
  const bars = lines.map((line) => ({ ...line, used: usedShare(line.spent, line.budget) }));
  return (
    <ResponsiveContainer width="100%" height={lineHeight * bars.length}>
      <BarChart
        data={bars}
        layout="vertical"
        margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <defs>
          <pattern
            id={hatchId}
            width="9"
            height="9"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="9" height="9" fill="var(--over)" />
            <rect width="4" height="9" fill="var(--card)" fillOpacity="0.38" />
          </pattern>
        </defs>
        <XAxis type="number" domain={[0, 1]} hide />
        <YAxis type="category" dataKey="key" width={0} hide />
        <Bar
          dataKey="used"
          barSize={THICKNESS}
          isAnimationActive={false}
          shape={(bar: BarShapeProps) => {
            const line = lines[bar.index];
            return line ? (
              <BudgetShape bar={bar} line={line} pace={pace} hatchId={hatchId} />
            ) : (
              <g />
            );
          }}
        />
      </BarChart>
    </ResponsiveContainer>
  );
}

type BudgetShapeProps = {
  readonly bar: BarShapeProps;
  readonly line: BudgetLine;
  readonly pace: number;
  readonly hatchId: string;
};

/** The track, what is spent of it, and the mark where even spending would stand today. */
function BudgetShape({ bar, line, pace, hatchId }: BudgetShapeProps) {
  const track = bar.background ?? bar;
  const left = Number(track.x ?? 0);
  const whole = Number(track.width ?? 0);
  const top = Number(bar.y);
  const fill = line.spent > line.budget ? `url(#${hatchId})` : categoryColour(line.colour);
  const rounded = { y: top, height: THICKNESS, rx: THICKNESS / 2 };
  return (
    <g>
      <rect {...rounded} x={left} width={whole} fill="var(--track)" />
      <rect {...rounded} x={left} width={whole * usedShare(line.spent, line.budget)} fill={fill} />
      {pace > 0 && pace < 1 ? (
        <rect
          x={left + whole * pace - 1}
          y={top - (MARK_HEIGHT - THICKNESS) / 2}
          width={2}
          height={MARK_HEIGHT}
          fill="var(--ink)"
          stroke="var(--card)"
          strokeWidth={1}
          paintOrder="stroke"
        />
      ) : null}
    </g>
  );
}
