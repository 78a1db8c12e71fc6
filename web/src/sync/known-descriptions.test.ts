import { describe, expect, it } from 'vitest';
import { exactly, knownFrom } from '@/sync/known-descriptions';

const ENTRIES = [
  { description: 'Café crème', category: 'Leisure' },
  { description: '', category: 'Housing' },
  { description: 'cafe creme', category: 'Food' },
  { description: 'Cafeteria', category: 'Food' },
  { description: 'Decaf', category: 'Food' },
];

describe('known descriptions', () => {
  it('begin with what was typed, each once, as it was written last', () => {
    expect(knownFrom(ENTRIES, 'cafe')).toEqual([
      { description: 'Café crème', category: 'Leisure' },
      { description: 'Cafeteria', category: 'Food' },
    ]);
  });

  it('are none while nothing is typed', () => {
    expect(knownFrom(ENTRIES, '')).toEqual([]);
  });

  it('are few', () => {
    const many = Array.from({ length: 20 }, (_, at) => ({
      description: `Tea ${at}`,
      category: 'Food',
    }));
    expect(knownFrom(many, 'tea')).toHaveLength(6);
  });

  it('are met exactly by the whole of one, however it is written', () => {
    expect(exactly('CAFE  creme', ENTRIES)?.category).toBe('Leisure');
    expect(exactly('Café', ENTRIES)).toBeUndefined();
  });
});
