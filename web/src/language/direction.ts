const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/**
 * Keeps a figure together in a text that runs from right to left: the bidirectional algorithm (UAX #9) would else carry
 * a minus or a currency to its other side. It is read by its own first letter, from left to right where it has none.
 */
export function isolated(figure: string): string {
  const mirrored = document.documentElement.dir === 'rtl';
  return mirrored ? `${FIRST_STRONG_ISOLATE}${figure}${POP_ISOLATE}` : figure;
}
