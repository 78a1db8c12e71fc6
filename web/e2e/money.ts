const EURO = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'EUR' });

/** An amount of cents as the app writes it for these tests' people: `€1,234.50`. */
export function euro(cents: number): string {
  return EURO.format(cents / 100);
}

/** The cents in a text that holds one such amount. */
export function centsIn(text: string): number {
  const digits = /€([\d,]+\.\d\d)/.exec(text)?.[1];
  if (digits === undefined) throw new Error(`no amount in "${text}"`);
  return Math.round(Number(digits.replaceAll(',', '')) * 100);
}
