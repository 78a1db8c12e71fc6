import {
  NativeSelect,
  type NativeSelectProps,
  TextInput,
  type TextInputProps,
} from '@mantine/core';
import { currentLanguage } from '@/language/language';

interface CurrencySelectProps extends Omit<NativeSelectProps, 'data'> {
  /** ISO 4217 */
  readonly codes: readonly string[];
}

/** A currency's name in the language of the interface, after its code: "EUR, Euro". */
function currencyNames(): (code: string) => string {
  const names = new Intl.DisplayNames([currentLanguage()], { type: 'currency' });
  return (code) => {
    const name = names.of(code) ?? code;
    // A browser without a name for it answers with the code.
    return name === code ? code : `${code}, ${name}`;
  };
}

/** The browser's own list: typing a code finds it, and phones show their wheel. */
export function CurrencySelect({ codes, ...props }: CurrencySelectProps) {
  const nameOf = currencyNames();
  const data = codes.map((code) => ({ value: code, label: nameOf(code) }));
  return <NativeSelect {...props} data={data} />;
}

interface FixedCurrencyProps extends Omit<TextInputProps, 'value'> {
  /** ISO 4217 */
  readonly code: string;
}

/** The same where there is nothing to choose any more: to be read and copied, not to be opened. */
export function FixedCurrency({ code, ...props }: FixedCurrencyProps) {
  return <TextInput {...props} readOnly value={currencyNames()(code)} />;
}
