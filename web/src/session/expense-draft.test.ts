import { beforeEach, describe, expect, it } from 'vitest';
import { forgetAllDrafts, forgetDraft, keepDraft, readDraft } from '@/session/expense-draft';

const DRAFT = { fields: { amount: '5' }, recording: null };

describe('the kept draft', () => {
  beforeEach(() => window.sessionStorage.clear());

  it('is the own of each user', () => {
    keepDraft('anna', DRAFT);
    expect(readDraft('anna')).toEqual(DRAFT);
    expect(readDraft('ben')).toBeNull();
    forgetDraft('ben');
    expect(readDraft('anna')).toEqual(DRAFT);
  });

  it('is gone with all others after signing out, and nothing else is', () => {
    window.sessionStorage.setItem('other', '1');
    keepDraft('anna', DRAFT);
    keepDraft('ben', DRAFT);
    forgetAllDrafts();
    expect(readDraft('anna')).toBeNull();
    expect(readDraft('ben')).toBeNull();
    expect(window.sessionStorage.getItem('other')).toBe('1');
  });
});
