import { plural } from '@lingui/core/macro';

/** `1 expense`, `1,042 expenses` */
export function countOf(count: number, locale: string): string {
  const shown = count.toLocaleString(locale);
  return plural(count, { one: `${shown} expense`, other: `${shown} expenses` });
}
