import { daysAgo, month } from './dates';
import type { Entry, Ledger } from './ledger';

const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

/** A wallet with all that a layout has to cope with: many categories, long words, large amounts, budgets kept and not. */
export async function fillWallet(person: Ledger): Promise<void> {
  const previous = month(-1);
  const entries: Entry[] = [
    { amount: '780', category: 'Housing', description: 'Rent' },
    { amount: '48.50', category: 'Food', description: 'Weekly market' },
    { amount: '12.40', category: 'Food' },
    { amount: '123456.78', category: 'Travel', description: `${LONG} and back` },
    {
      amount: '8',
      category: LONG.slice(0, 64),
      description: 'Everyday words with a long category',
    },
    { amount: '55', category: 'Food', description: 'Market', date: `${previous}-03` },
    { amount: '780', category: 'Housing', description: 'Rent', date: `${previous}-01` },
    { amount: '9.90', category: 'Leisure', description: 'Cinema', date: daysAgo(1) },
    ...['Transport', 'Health', 'Clothing', 'Education', 'Gifts', 'Other'].map(
      (category, index) => ({
        amount: `${index + 3}.20`,
        category,
        description: `Something for ${category}`,
      }),
    ),
  ];
  await person.addMany(entries);
  const budgets = { Housing: '780', Food: '40', Travel: '500', Health: '90', Gifts: '0' };
  for (const [category, amount] of Object.entries(budgets)) {
    await person.setBudget(category, amount);
  }
}
