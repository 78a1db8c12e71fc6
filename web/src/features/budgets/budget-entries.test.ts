import { describe, expect, it } from 'vitest';
import { budgetEntries, budgetTotals, byUrgency, inHeldOrder } from './budget-entries';

function category(id: string, archivedAt: string | null = null) {
  return { id, name: id, colour: 'green', icon: 'basket', position: 0, archivedAt, lastUsed: null };
}

function budget(id: string, amount: number) {
  return { category: id, categoryId: id, amount, startsOn: '2026-01' };
}

function spent(id: string, amount: number) {
  const row = { category: id, categoryId: id, colour: 'green', icon: 'basket', spent: amount };
  return { ...row, budget: null, remaining: null };
}

const ARCHIVED = '2026-01-01T00:00:00Z';

describe('budgetEntries', () => {
  it("keeps the user's order and joins what is planned and spent", () => {
    const entries = budgetEntries(
      [category('b'), category('a')],
      [budget('a', 500)],
      [spent('a', 200), spent('b', 7)],
    );
    expect(entries.map((entry) => [entry.name, entry.budget, entry.spent])).toEqual([
      ['b', null, 7],
      ['a', 500, 200],
    ]);
  });

  it('shows an archived category only in months that know it', () => {
    const categories = ['planned', 'used', 'idle'].map((id) => category(id, ARCHIVED));
    const entries = budgetEntries(categories, [budget('planned', 0)], [spent('used', 1)]);
    expect(entries.map(({ name }) => name)).toEqual(['planned', 'used']);
  });
});

describe('budgetTotals', () => {
  it('keeps spending without a budget apart', () => {
    const categories = [category('a'), category('b'), category('c')];
    const entries = budgetEntries(
      categories,
      [budget('a', 500), budget('c', 0)],
      [spent('a', 200), spent('b', 7)],
    );
    expect(budgetTotals(entries)).toEqual({ budget: 500, spent: 200, unbudgeted: 7 });
  });
});

describe('the order of the entries', () => {
  const entries = budgetEntries(
    ['calm', 'none', 'risky', 'over'].map((id) => category(id)),
    [budget('calm', 1000), budget('risky', 1000), budget('over', 1000)],
    [spent('calm', 400), spent('none', 9), spent('risky', 900), spent('over', 1001)],
  );
  const names = (sorted: typeof entries) => sorted.map(({ name }) => name);

  it('is exceeded, at risk, and then as the user has it', () => {
    expect(names(byUrgency(entries, 0.5))).toEqual(['over', 'risky', 'calm', 'none']);
  });

  it('knows no risk once the month is over', () => {
    expect(names(byUrgency(entries, 1))).toEqual(['over', 'calm', 'none', 'risky']);
  });

  it('stays as it was held, with what is new at the end', () => {
    expect(names(inHeldOrder(entries, ['none', 'over', 'calm']))).toEqual([
      'none',
      'over',
      'calm',
      'risky',
    ]);
  });
});
