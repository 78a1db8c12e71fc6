import { beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetAllDrafts, forgetDraft, keepDraft, readDrafts } from '@/session/expense-draft';

const LUNCH = { slot: 'a', amount: '5' };
const BREAD = { slot: 'b', amount: '7' };

describe('the kept drafts', () => {
  beforeEach(() => {
    forgetAllDrafts();
    window.sessionStorage.clear();
  });

  it('are the own of each user', () => {
    keepDraft('anna', LUNCH);
    expect(readDrafts('anna')).toEqual([LUNCH]);
    expect(readDrafts('ben')).toEqual([]);
    forgetDraft('ben', LUNCH.slot);
    expect(readDrafts('anna')).toEqual([LUNCH]);
  });

  it('stand beside each other, the one that was changed last at the end', () => {
    keepDraft('anna', LUNCH);
    keepDraft('anna', BREAD);
    keepDraft('anna', { ...LUNCH, amount: '6' });
    expect(readDrafts('anna')).toEqual([BREAD, { slot: 'a', amount: '6' }]);
    forgetDraft('anna', 'b');
    forgetDraft('anna', 'a');
    expect(window.sessionStorage).toHaveLength(0);
  });

  it('are not lost where nothing can be written', () => {
    const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    keepDraft('anna', LUNCH);
    full.mockRestore();
    expect(readDrafts('anna')).toEqual([LUNCH]);
    forgetAllDrafts();
    expect(readDrafts('anna')).toEqual([]);
  });

  it('are gone with all others after signing out, and nothing else is', () => {
    window.sessionStorage.setItem('other', '1');
    keepDraft('anna', LUNCH);
    keepDraft('ben', BREAD);
    forgetAllDrafts();
    expect(readDrafts('anna')).toEqual([]);
    expect(readDrafts('ben')).toEqual([]);
    expect(window.sessionStorage.getItem('other')).toBe('1');
  });
});
