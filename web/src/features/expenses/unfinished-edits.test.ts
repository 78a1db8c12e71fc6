import { beforeEach, describe, expect, it } from 'vitest';
import { forgetEdit, keepEdit, unfinishedEdits } from '@/features/expenses/unfinished-edits';
import { unfinishedExpenses } from '@/features/expenses/unfinished-expenses';
import { forgetAllDrafts, keepDraft } from '@/session/expense-draft';

const BASE = {
  id: 'milk',
  date: '2026-11-20',
  category: 'Food',
  categoryId: 'food',
  amount: 500,
  description: 'Milk',
  deletedAt: null,
  revision: 7,
};
const FIELDS = { amount: '5+', category: 'Food', date: '2026-11-20', description: 'Milk' };

describe('unfinished edits', () => {
  beforeEach(forgetAllDrafts);

  it('are kept by their expense until they are forgotten', () => {
    keepEdit('anna', 'milk', { base: BASE, fields: FIELDS });
    expect(unfinishedEdits('anna')).toEqual([['milk', { base: BASE, fields: FIELDS }]]);
    expect(unfinishedEdits('ben')).toEqual([]);
    forgetEdit('anna', 'milk');
    expect(unfinishedEdits('anna')).toEqual([]);
  });

  it('are no longer kept once nothing is changed any more', () => {
    keepEdit('anna', 'milk', { base: BASE, fields: FIELDS });
    keepEdit('anna', 'milk', null);
    expect(unfinishedEdits('anna')).toEqual([]);
  });

  it('are no beginnings of new expenses, and go with them at signing out', () => {
    keepEdit('anna', 'milk', { base: BASE, fields: FIELDS });
    expect(unfinishedExpenses('anna')).toEqual([]);
    forgetAllDrafts();
    expect(unfinishedEdits('anna')).toEqual([]);
  });

  it('are left out where something else is stored', () => {
    keepDraft('anna.edits', { slot: 'milk' });
    keepDraft('anna.edits', { slot: 'bread', base: { ...BASE, amount: '5' }, fields: FIELDS });
    keepDraft('anna.edits', { slot: 'ferry', base: BASE, fields: { ...FIELDS, date: 5 } });
    expect(unfinishedEdits('anna')).toEqual([]);
  });
});
