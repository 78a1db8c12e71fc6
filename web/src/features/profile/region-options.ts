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

interface Option {
  readonly value: string;
  readonly label: string;
}

/** In minor units: large enough to show how thousands are set apart. */
const SAMPLE_MINOR = 123_456_789;

/** Each way of writing with a sample of it: "German (Germany): 1.234.567,89 €". */
export function localeOptions(current: string, money: MoneyFormat): Option[] {
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
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

/** All zones of the browser, and the current one even if it is none of them (UTC is not). */
export function timeZoneOptions(current: string): Option[] {
  const zones = new Set([current, 'UTC', ...Intl.supportedValuesOf('timeZone')]);
  return [...zones].sort().map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
}
