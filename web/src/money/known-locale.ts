/**
 * The first of these locales that this browser knows, else English. Not even `navigator.language` is safe:
 * where the system's locale is POSIX, some browsers name one there that their own formatters refuse.
 */
export function knownLocale(...candidates: readonly (string | null | undefined)[]): string {
  for (const candidate of candidates) {
    if (!candidate) continue;
    try {
      return new Intl.Locale(candidate).toString();
    } catch {
      // The next one may do.
    }
  }
  return 'en';
}
