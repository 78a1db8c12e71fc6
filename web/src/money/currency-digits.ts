/**
 * How many decimals a currency has (EUR 2, JPY 0, KWD 3), as far as the browser knows.
 *
 * Only for moments without a wallet, such as choosing a currency: CLDR rounds some currencies more
 * coarsely than ISO 4217 does, so where a wallet is known its `minor_unit_digits` decides.
 */
export function currencyDigits(currency: string): number {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    return format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    // Intl throws for a code that is not three letters; nearly every currency has two decimals.
    return 2;
  }
}
