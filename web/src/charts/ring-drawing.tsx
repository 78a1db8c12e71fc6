import { Sector } from 'recharts';
import { categoryColour } from '@/ui/category-palette';
import { arcsOf, type Slice } from './slices';

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
  return slice.labels.length > 1 ? 'var(--line-strong)' : categoryColour(slice.colour);
}

/**
 * The ring itself, of the chart library's pieces but without its chart: a picture with neither axes nor a tooltip needs none
 * of what that sets up, which kept a phone busy for a tenth of a second.
 */
export function RingDrawing({ size, slices, active, onPoint, onSelect }: RingDrawingProps) {
  const radius = size / 2;
  const arcs = arcsOf(slices.map(({ amount }) => amount));
  return (
    <svg width={size} height={size} aria-hidden="true">
      {slices.map((slice, index) => (
        <Sector
          key={slice.key}
          cx={radius}
          cy={radius}
          innerRadius={radius - THICKNESS}
          outerRadius={radius}
          startAngle={arcs[index]?.from ?? 0}
          endAngle={arcs[index]?.to ?? 0}
          cornerRadius={3}
          fill={colourOf(slice)}
          fillOpacity={active === null || active === slice.key ? 1 : 0.35}
          cursor="pointer"
          onMouseEnter={() => onPoint(slice.key)}
          onMouseLeave={() => onPoint(null)}
          onClick={() => onSelect(slice)}
        />
      ))}
    </svg>
  );
}
