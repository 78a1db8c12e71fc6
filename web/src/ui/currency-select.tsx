import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { currentLanguage } from '@/language/language';

interface CurrencySelectProps extends Omit<NativeSelectProps, 'data'> {
  /** ISO 4217 */
  readonly codes: readonly string[];
}

/** Names of currencies in the language of the interface, after their codes: "EUR, Euro". */
function optionsOf(codes: readonly string[]): { value: string; label: string }[] {
  const names = new Intl.DisplayNames([currentLanguage()], { type: 'currency' });
  return codes.map((code) => {
    const name = names.of(code) ?? code;
    // A browser without a name for it answers with the code.
    return { value: code, label: name === code ? code : `${code}, ${name}` };
  });
}

/** The browser's own list: typing a code finds it, and phones show their wheel. */
export function CurrencySelect({ codes, ...props }: CurrencySelectProps) {
  return <NativeSelect {...props} data={optionsOf(codes)} />;
}
