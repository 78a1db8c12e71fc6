import { daysAgo } from '../e2e/dates';
import { type Entry, Ledger } from '../e2e/ledger';

export const OWNER = 'measured';
/** Ten years of a busy household. */
const EXPENSES = Number(process.env.OUTLAY_MEASURE_EXPENSES ?? 20_000);
const DAYS = 3650;
const AT_ONCE = 12;

const BOUGHT: readonly (readonly [category: string, description: string])[] = [
  ['Food', 'Weekly market'],
  ['Food', 'Bakery'],
  ['Food', ''],
  ['Housing', 'Electricity'],
  ['Transport', 'Train to work'],
  ['Transport', 'Bicycle repair'],
  ['Health', 'Pharmacy'],
  ['Leisure', 'Cinema'],
  ['Leisure', 'Coffee with a friend'],
  ['Clothing', 'Winter shoes'],
  ['Education', 'Evening class'],
  ['Gifts', 'Birthday present'],
  ['Travel', 'Night train'],
  ['Other', 'Post office'],
];

function entry(number: number): Entry {
  const [category, description] = BOUGHT[(number * 7) % BOUGHT.length] ?? ['Food', ''];
  const cents = 100 + ((number * 7919) % 9000);
  return {
    amount: (cents / 100).toFixed(2),
    category,
    // One of a hundred bears a number, so that a search can find few.
    description: number % 100 === 0 ? `Ferry ${number}` : description,
    date: daysAgo(Math.floor((number * DAYS) / EXPENSES)),
  };
}

/** A connection that the server had just closed is no reason to begin anew. */
async function addPatiently(owner: Ledger, added: Entry): Promise<void> {
  try {
    await owner.add(added);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    await owner.add(added);
  }
}

async function record(owner: Ledger): Promise<void> {
  let next = EXPENSES;
  const worker = async () => {
    while (next > 0) {
      next -= 1;
      await addPatiently(owner, entry(next));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Fills the wallet that everything is measured with, once for each database. */
// biome-ignore lint/style/noDefaultExport: Playwright calls the default export.
export default async function fillLargeWallet(): Promise<void> {
  const origin = `http://127.0.0.1:${process.env.OUTLAY_E2E_PORT}`;
  const owner = await Ledger.signIn(origin, OWNER);
  const held = await owner.expenses('?limit=1');
  if (held.length > 0) return;
  process.stdout.write(`Recording ${EXPENSES} expenses ...\n`);
  await record(owner);
  for (const [category] of BOUGHT) await owner.setBudget(category, '400');
}
