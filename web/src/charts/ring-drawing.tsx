import { Pie, PieChart, type PieSectorShapeProps, Sector } from 'recharts';
import { categoryColour } from '@/ui/category-palette';
import type { Slice } from './slices';

type RingDrawingProps = {
  readonly size: number;
  readonly slices: readonly Slice[];
  /** The key of the slice that is pointed at; the others step back. */
  readonly active: string | null;
  readonly onPoint: (key: string | null) => void;
  readonly onSelect: (slice: Slice) => void;
};

const THICKNESS = 24;

/** What stands for many categories has none of their colours. */
function colourOf(slice: Slice): string {
  return slice.count > 1 ? 'var(--line-strong)' : categoryColour(slice.colour);
}

/** The ring itself. It comes with the chart library, so import it lazily only. */
export function RingDrawing({ size, slices, active, onPoint, onSelect }: RingDrawingProps) {
  const pieces = slices.map((slice) => ({ ...slice, fill: colourOf(slice) }));
  const outerRadius = size / 2;
  return (
    <PieChart width={size} height={size} accessibilityLayer={false}>
      <Pie
        data={pieces}
        dataKey="amount"
        nameKey="key"
        innerRadius={outerRadius - THICKNESS}
        outerRadius={outerRadius}
        startAngle={90}
        endAngle={-270}
        minAngle={3}
        paddingAngle={pieces.length > 1 ? 1.5 : 0}
        cornerRadius={3}
        stroke="none"
        rootTabIndex={-1}
        isAnimationActive={false}
        shape={(piece: PieSectorShapeProps) => (
          <Sector
            cx={piece.cx}
            cy={piece.cy}
            innerRadius={piece.innerRadius}
            outerRadius={piece.outerRadius}
            startAngle={piece.startAngle}
            endAngle={piece.endAngle}
            cornerRadius={piece.cornerRadius ?? 0}
            fill={piece.fill ?? 'none'}
            fillOpacity={active === null || active === piece.name ? 1 : 0.35}
            cursor="pointer"
          />
        )}
        onMouseEnter={(_, index) => onPoint(pieces[index]?.key ?? null)}
        onMouseLeave={() => onPoint(null)}
        onClick={(_, index) => {
          const slice = slices[index];
          if (slice) onSelect(slice);
        }}
      />
    </PieChart>
  );
}
