/**
 * What the parts of a table are. Some screen readers forget it once a table is laid out as a grid, as it must be where
 * it is shown on a phone too, so such a table says it again: `<tr {...TABLE_ROLES.row}>`.
 */
export const TABLE_ROLES = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  head: { role: 'columnheader' },
  name: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;
