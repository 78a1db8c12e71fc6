import { describe, expect, it } from 'vitest';
import type { Day } from '@/api/days';
import type { Expense } from '@/api/expenses';
import { followed, recognised, sending } from '@/features/expenses/day-sheet-merge';
import { cellsOf } from '@/features/expenses/day-sheet-paste';
import {
  begunSheet,
  type Column,
  isUnsaved,
  pasted,
  readSheet,
  type Sheet,
  saved,
  toggled,
  written,
} from '@/features/expenses/day-sheet-rows';

const EURO = { currency: 'EUR', digits: 2, locale: 'de-DE' } as const;

function expense(id: string, amount: number, parts: Partial<Expense> = {}): Expense {
  const rest = { date: '2026-11-20', category: 'Food', categoryId: 'food', description: '' };
  return { id, amount, ...rest, deletedAt: null, revision: 1, ...parts };
}

function day(...expenses: Expense[]): Day {
  return { date: '2026-11-20', expenses, etag: JSON.stringify(expenses) };
}

function type(sheet: Sheet, row: number, cells: Partial<Record<Column, string>>): Sheet {
  const key = sheet.rows[row]?.key ?? '';
  return Object.entries(cells).reduce(
    (all, [column, text]) => written(all, key, column as Column, text),
    sheet,
  );
}

function remove(sheet: Sheet, row: number): Sheet {
  return toggled(sheet, sheet.rows[row]?.key ?? '');
}

const read = (sheet: Sheet) => readSheet(sheet, EURO);
const amounts = (sheet: Sheet) => read(sheet).sent.map(({ id, amount }) => [id, amount]);

describe('a sheet', () => {
  const begun = begunSheet(day(expense('a', 1250), expense('b', 300)), EURO);

  it('has the expenses of its day, and five empty rows below', () => {
    expect(begun.rows.map(({ amount }) => amount)).toEqual(['12,50', '3,00', '', '', '', '', '']);
    expect(isUnsaved(read(begun))).toBe(false);
    expect(read(begun).total).toBe(1550);
  });

  it('has an empty row at its end, however many are filled', () => {
    let sheet = begun;
    for (let row = 2; row < 12; row += 1) sheet = type(sheet, row, { amount: '1' });
    expect(sheet.rows).toHaveLength(13);
  });

  it('tells what saving it changes', () => {
    let sheet = type(begun, 0, { amount: '13' });
    sheet = type(sheet, 2, { category: ' Gifts ', amount: '2*3,5', description: ' Tea ' });
    const { sent, ...counts } = read(remove(sheet, 1));
    expect(sent).toEqual([
      { id: 'a', category: 'Food', amount: 1300, description: '' },
      { id: null, category: 'Gifts', amount: 700, description: 'Tea' },
    ]);
    expect(counts).toMatchObject({ added: 1, changed: 1, deleted: 1, leftOut: 0, total: 2000 });
  });

  it.each(['', '0', '0,00', ' '])(
    'leaves out what costs “%s”, and deletes an expense by it',
    (none) => {
      const sheet = type(type(begun, 0, { amount: none }), 2, { amount: none, description: 'Tea' });
      expect(read(sheet)).toMatchObject({ added: 0, deleted: 1, leftOut: 1 });
      expect(amounts(sheet)).toEqual([['b', 300]]);
    },
  );

  it('does not send what is not complete, nor delete it', () => {
    const sheet = type(type(begun, 0, { amount: 'viel' }), 2, { amount: '5' });
    const { faulty, deleted } = read(sheet);
    expect([...faulty.values()]).toEqual([
      { amount: 'malformed', category: false },
      { amount: null, category: true },
    ]);
    expect(deleted).toBe(0);
  });

  it('keeps a row that was left out when it was saved', () => {
    const sheet = type(type(begun, 2, { category: 'Food', amount: '5' }), 3, {
      description: 'Tea',
    });
    const after = saved(sheet, day(expense('a', 1250), expense('b', 300), expense('c', 500)), EURO);
    expect(after.rows.map(({ id, description }) => [id, description]).slice(2, 5)).toEqual([
      ['c', ''],
      [null, 'Tea'],
      [null, ''],
    ]);
  });
});

describe('a sheet whose day was changed elsewhere', () => {
  const begun = begunSheet(day(expense('a', 100), expense('b', 200), expense('c', 300)), EURO);

  it('is simply the new day where nothing was typed', () => {
    const current = day(expense('b', 250));
    expect(amounts(followed(begun, current, EURO))).toEqual([['b', 250]]);
  });

  it('keeps what was typed, and shows the rest as it is now', () => {
    const sheet = type(type(begun, 0, { amount: '9' }), 3, { category: 'Food', amount: '5' });
    const current = day(expense('a', 101), expense('c', 303), expense('d', 400));
    const after = followed(sheet, current, EURO);
    expect(amounts(after)).toEqual([
      ['a', 900],
      ['c', 303],
      ['d', 400],
      [null, 500],
    ]);
    expect(after.moved).toBe(true);
    expect(read(after)).toMatchObject({ added: 1, changed: 1, deleted: 0 });
  });

  it('keeps a changed row as a new one where its expense was deleted, and drops an untouched one', () => {
    const sheet = type(begun, 0, { amount: '9' });
    expect(amounts(followed(sheet, day(expense('c', 300)), EURO))).toEqual([
      [null, 900],
      ['c', 300],
    ]);
  });

  it('deletes only what is still as it was when that was asked for', () => {
    const sheet = remove(remove(begun, 0), 1);
    const current = day(expense('a', 100), expense('b', 250, { revision: 2 }), expense('c', 300));
    expect(amounts(followed(sheet, current, EURO))).toEqual([
      ['b', 250],
      ['c', 300],
    ]);
  });

  it('keeps what each of two changed of one expense, and says what stands elsewhere where both did', () => {
    const sheet = type(type(begun, 0, { amount: '9' }), 1, { description: 'Mine' });
    const current = day(
      expense('a', 100, { category: 'Travel', revision: 2 }),
      expense('b', 200, { description: 'Theirs', revision: 2 }),
      expense('c', 300),
    );
    const after = followed(sheet, current, EURO);
    const [first, second] = after.rows;
    expect(first).toMatchObject({ category: 'Travel', amount: '9' });
    expect(second).toMatchObject({ description: 'Mine' });
    expect(after.theirs[second?.key ?? '']).toEqual({ description: 'Theirs' });
    expect(after.theirs[first?.key ?? '']).toEqual({});
  });

  it('leaves the focus where it is: rows keep their keys', () => {
    const keys = (sheet: Sheet) => sheet.rows.map(({ key }) => key);
    expect(keys(followed(begun, day(...begun.base.expenses), EURO))).toEqual(keys(begun));
  });
});

describe('a sheet that was sent without an answer', () => {
  const begun = begunSheet(day(expense('a', 100)), EURO);
  const typed = type(begun, 1, { category: 'food', amount: '5' });
  const sent = sending(typed, read(typed), null, () => 'act');
  const stored = day(expense('a', 100), expense('new', 500), expense('theirs', 700));

  it('is the same act as long as it is the same', () => {
    expect(sending(typed, read(typed), sent, () => 'other')).toBe(sent);
    const other = type(typed, 1, { amount: '6' });
    expect(sending(other, read(other), sent, () => 'other').act).toBe('other');
  });

  it('knows its rows again once it is stored, also those that were changed since', () => {
    const sheet = type(typed, 1, { description: 'Cake' });
    const after = followed(recognised(sheet, stored, sent), stored, EURO);
    expect(read(after).sent.map(({ id, description }) => [id, description])).toEqual([
      ['a', ''],
      ['new', 'Cake'],
      ['theirs', ''],
    ]);
    expect(read(after)).toMatchObject({ added: 0, changed: 1, deleted: 0 });
  });

  it('deletes what it has stored where the row was marked since', () => {
    const after = followed(recognised(remove(typed, 1), stored, sent), stored, EURO);
    expect(amounts(after)).toEqual([
      ['a', 100],
      ['theirs', 700],
    ]);
    expect(read(after).deleted).toBe(1);
  });

  it('drops what it has stored and somebody deleted since', () => {
    const named = { ...sent, rows: sent.rows.map((row) => ({ ...row, id: row.id ?? 'new' })) };
    const sheet = {
      ...typed,
      rows: typed.rows.map((row, at) => (at === 1 ? { ...row, id: 'new' } : row)),
    };
    const after = followed(
      recognised(sheet, day(expense('a', 100)), named),
      day(expense('a', 100)),
      EURO,
    );
    expect(amounts(after)).toEqual([['a', 100]]);
  });
});

describe('a block of cells', () => {
  it.each([
    [
      'a\tb\nc\td',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a\tb\r\nc\td\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['"two\nlines"\t"a ""quote"""', [['two lines', 'a "quote"']]],
    ['\t\tx', [['', '', 'x']]],
    ['a\n\nb', [['a'], [''], ['b']]],
    ['5" pipe\t1', [['5" pipe', '1']]],
    ['', [['']]],
  ])('%j is read as a spreadsheet means it', (text, cells) => {
    expect(cellsOf(text)).toEqual(cells);
  });

  it('is laid over the sheet from its first cell on, and no further than the last column', () => {
    const begun = begunSheet(day(), EURO);
    const sheet = pasted(begun, 4, 'amount', [['1,50', 'Tea', 'too much'], ['2'], ['3', 'Cake']]);
    expect(sheet.rows.slice(4).map(({ amount, description }) => [amount, description])).toEqual([
      ['1,50', 'Tea'],
      ['2', ''],
      ['3', 'Cake'],
      ['', ''],
    ]);
  });
});
