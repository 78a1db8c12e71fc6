import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { currentLanguage } from '@/language/language';
import { formatAmount, type MoneyFormat } from '@/money/format-amount';

/** Ways of writing that differ, by the region that most people know them from. */
const LOCALES = [
  'en-GB',
  'en-US',
  'en-IE',
  'en-IN',
  'en-CA',
  'en-AU',
  'en-ZA',
  'cs-CZ',
  'da-DK',
  'de-AT',
  'de-CH',
  'de-DE',
  'es-ES',
  'es-MX',
  'fi-FI',
  'fr-CA',
  'fr-CH',
  'fr-FR',
  'hi-IN',
  'hu-HU',
  'it-IT',
  'ja-JP',
  'ko-KR',
  'nb-NO',
  'nl-NL',
  'pl-PL',
  'pt-BR',
  'pt-PT',
  'sv-SE',
  'tr-TR',
  'uk-UA',
  'zh-CN',
];

/** In minor units: large enough to show how thousands are set apart. */
const SAMPLE_MINOR = 123_456_789;

/** Each way of writing with a sample of it: "German (Germany): 1.234.567,89 €". */
function optionsOf(current: string, money: MoneyFormat): { value: string; label: string }[] {
  const names = new Intl.DisplayNames([currentLanguage()], { type: 'language' });
  return [...new Set([current, ...LOCALES])].map((locale) => ({
    value: locale,
    label: `${nameOf(names, locale)}: ${formatAmount(SAMPLE_MINOR, { ...money, locale })}`,
  }));
}

/** A locale from elsewhere may be one that this browser has no name for. */
function nameOf(names: Intl.DisplayNames, locale: string): string {
  try {
    return names.of(locale) ?? locale;
  } catch {
    return locale;
  }
}

interface LocaleSelectProps extends Omit<NativeSelectProps, 'data'> {
  /** The locale in use, which is offered even where it is none of the well-known ones. */
  readonly current: string;
  readonly money: MoneyFormat;
}

/** How amounts and dates are written, each way told by a sample of it. */
export function LocaleSelect({ current, money, ...props }: LocaleSelectProps) {
  return <NativeSelect {...props} data={optionsOf(current, money)} />;
}
