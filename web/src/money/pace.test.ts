import { describe, expect, it } from 'vitest';
import { paceWords, standingOf } from './pace';

describe('paceWords', () => {
  it.each([
    [7000, 'on pace'],
    [7290, 'on pace'],
    [7400, 'a little ahead of pace'],
    [9000, 'well ahead of pace'],
    [6000, 'below pace'],
    [10_001, 'over budget'],
  ])('%i of 10,000 after 0.7 of the month is %s', (spent, words) => {
    expect(paceWords(spent, 10_000, 0.7)).toBe(words);
  });

  it('copes with a budget of 0', () => {
    expect(paceWords(0, 0, 0.5)).toBe('on pace');
    expect(paceWords(1, 0, 0.5)).toBe('over budget');
  });
});

describe('standingOf', () => {
  it.each([
    [10_001, 0.5, 'over'],
    [10_001, 1, 'over'],
    [10_000, 0.5, 'fine'],
    [6600, 0.5, 'at_risk'],
    [6500, 0.5, 'fine'],
    [9900, 1, 'fine'],
    [9900, 0, 'fine'],
  ])('%i of 10,000 after %d of the month is %s', (spent, pace, standing) => {
    expect(standingOf(spent, 10_000, pace)).toBe(standing);
  });

  it('copes with a budget of 0', () => {
    expect(standingOf(0, 0, 0.5)).toBe('fine');
    expect(standingOf(1, 0, 0.5)).toBe('over');
  });
});
