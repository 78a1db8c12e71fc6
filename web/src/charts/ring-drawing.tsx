import { createContext, memo, useContext } from 'react';
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

const ActiveKey = createContext<string | null>(null);

/** What stands for many categories has none of their colours. */
function colourOf(slice: Slice): string {
  return slice.labels.length > 1 ? 'var(--line-strong)' : categoryColour(slice.colour);
}

/** The ring itself. It comes with the chart library, so import it lazily only. */
export function RingDrawing({ active, ...ring }: RingDrawingProps) {
  return (
    <ActiveKey value={active}>
      <Ring {...ring} />
    </ActiveKey>
  );
}

/**
 * Draws once for the same slices. Each time it is drawn the library replaces all its elements, also the one under the
 * pointer; what is pointed at therefore reaches the pieces past it.
 */
const Ring = memo(({ size, slices, onPoint, onSelect }: Omit<RingDrawingProps, 'active'>) => {
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
        shape={RingPiece}
        onMouseEnter={(_, index) => onPoint(pieces[index]?.key ?? null)}
        onMouseLeave={() => onPoint(null)}
        onClick={(_, index) => {
          const slice = slices[index];
          if (slice) onSelect(slice);
        }}
      />
    </PieChart>
  );
});

function RingPiece(piece: PieSectorShapeProps) {
  const active = useContext(ActiveKey);
  return (
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
  );
}
