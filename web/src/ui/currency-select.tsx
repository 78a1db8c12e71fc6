import { NativeSelect, type NativeSelectProps } from '@mantine/core';

/** Names of currencies in the language of the interface, by code: "EUR, Euro". */
function currencyOptions(): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(['en'], { type: 'currency' });
  return Intl.supportedValuesOf('currency').map((code) => ({
    value: code,
    label: `${code}, ${names.of(code) ?? code}`,
  }));
}

/** Every currency the browser knows. The browser's own list: typing a code finds it, and phones show their wheel. */
export function CurrencySelect(props: Omit<NativeSelectProps, 'data'>) {
  return <NativeSelect {...props} data={currencyOptions()} />;
}
