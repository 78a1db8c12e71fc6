/** The cells of what a spreadsheet puts on the clipboard: tabs and newlines, in quotes where a cell has one of them. */
export function cellsOf(text: string): string[][] {
  const cell = /("(?:[^"]|"")*"|[^\t\r\n]*)(\t|\r\n|\n|\r|$)/gy;
  const lines: string[][] = [[]];
  for (let found = cell.exec(text); found !== null; found = cell.exec(text)) {
    const [, raw = '', end] = found;
    lines.at(-1)?.push(plain(raw));
    if (end === '' || cell.lastIndex >= text.length) break;
    if (end !== '\t') lines.push([]);
  }
  return lines;
}

function plain(cell: string): string {
  const quoted = cell.length > 1 && cell.startsWith('"') && cell.endsWith('"');
  const text = quoted ? cell.slice(1, -1).replaceAll('""', '"') : cell;
  return text.replace(/\s+/g, ' ').trim();
}
