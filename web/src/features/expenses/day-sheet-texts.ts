import { plural, t } from '@lingui/core/macro';
import type { ApiProblem } from '@/api/problem';
import { COLUMNS, type Column, type Reading } from '@/features/expenses/day-sheet-rows';

/** Why cells were refused by the server: by the key of the row, then by the column. */
export type Refused = ReadonlyMap<string, Partial<Record<Column, string>>>;

/** The refusals that belong to cells; `keys` are the keys of the rows in the order they were sent. */
export function refusedCells({ fields }: ApiProblem, keys: readonly string[]): Refused {
  const cells = new Map<string, Partial<Record<Column, string>>>();
  for (const { field, message } of fields) {
    const [, number, name] = /^expenses\.(\d+)\.(\w+)$/.exec(field) ?? [];
    const key = keys[Number(number)];
    const column = COLUMNS.find((one) => one === name);
    if (key !== undefined && column) cells.set(key, { ...cells.get(key), [column]: message });
  }
  return cells;
}

/** What saving a sheet changes, part by part. */
export function changeTexts(
  { added, changed, deleted }: Pick<Reading, 'added' | 'changed' | 'deleted'>,
  locale: string,
): string[] {
  const [n, c, d] = [added, changed, deleted].map((count) => count.toLocaleString(locale));
  return [
    added > 0 && plural(added, { one: `${n} new`, other: `${n} new` }),
    changed > 0 && plural(changed, { one: `${c} changed`, other: `${c} changed` }),
    deleted > 0 && plural(deleted, { one: `${d} deleted`, other: `${d} deleted` }),
  ].filter((text) => text !== false);
}

/** What stands in the way of saving all rows, part by part. */
export function openTexts({ faulty, leftOut }: Reading, locale: string): string[] {
  const [f, n] = [faulty.size, leftOut].map((count) => count.toLocaleString(locale));
  return [
    faulty.size > 0 && plural(faulty.size, { one: `${f} incomplete`, other: `${f} incomplete` }),
    leftOut > 0 &&
      plural(leftOut, {
        one: `${n} without an amount is left out`,
        other: `${n} without an amount are left out`,
      }),
  ].filter((text) => text !== false);
}

export function savedText(reading: Reading, locale: string): string {
  const changes = changeTexts(reading, locale).join(' · ');
  return changes === '' ? t`Saved` : t`Saved: ${changes}`;
}
