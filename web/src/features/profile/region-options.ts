interface Option {
  readonly value: string;
  readonly label: string;
}

/** All zones of the browser, and the current one even if it is none of them (UTC is not). */
export function timeZoneOptions(current: string): Option[] {
  const zones = new Set([current, 'UTC', ...Intl.supportedValuesOf('timeZone')]);
  return [...zones].sort().map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
}
