/** The ten colours a category can have, in the order in which a picker offers them. */
export const CATEGORY_COLOURS = [
  'green',
  'blue',
  'orange',
  'purple',
  'pink',
  'yellow',
  'teal',
  'red',
  'slate',
  'brown',
] as const;

export type CategoryColour = (typeof CATEGORY_COLOURS)[number];

const KNOWN: ReadonlySet<string> = new Set(CATEGORY_COLOURS);

/** The CSS value of a category's colour, right in both themes. A colour from a newer server becomes slate. */
export function categoryColour(colour: string): string {
  return `var(--category-${KNOWN.has(colour) ? colour : 'slate'})`;
}
