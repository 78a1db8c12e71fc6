import { randomUUID } from 'node:crypto';
import { TIME_ZONE, today } from './dates';

export interface Expense {
  readonly id: string;
  readonly date: string;
  readonly category: string;
  readonly category_id: string;
  readonly amount: number;
  readonly description: string;
  readonly deleted_at: string | null;
  readonly revision: number;
}

/** What a test wants recorded; today and Food where it does not care. */
export interface Entry {
  readonly amount: string;
  readonly category?: string;
  readonly description?: string;
  readonly date?: string;
}

interface Token {
  readonly access_token: string;
  readonly expires_in: number;
}

export const PASSWORD = 'correct horse battery';

const AT_ONCE = 24;

/** One person with a wallet of their own, who speaks to the API as a script would. */
export class Ledger {
  readonly origin: string;
  readonly username: string;
  readonly email: string;
  readonly token: Token;

  private constructor(origin: string, username: string, token: Token) {
    this.origin = origin;
    this.username = username;
    this.email = `${username}@example.org`;
    this.token = token;
  }

  /** Registers somebody whom no other test knows. */
  static async open(
    origin: string,
    username = `ada-${randomUUID().slice(0, 13)}`,
  ): Promise<Ledger> {
    const region = { currency: 'EUR', time_zone: TIME_ZONE, locale: 'en-GB' };
    const email = `${username}@example.org`;
    const token = await sent(origin, 'POST', '/register', {
      body: { username, email, password: PASSWORD, ...region },
    });
    return new Ledger(origin, username, (await token.json()) as Token);
  }

  /** A session of somebody who may have been here before. */
  static async signIn(origin: string, username: string): Promise<Ledger> {
    const body = { username, password: PASSWORD };
    const answer = await fetch(`${origin}/login`, requestOf('POST', {}, body));
    if (!answer.ok) return Ledger.open(origin, username);
    return new Ledger(origin, username, (await answer.json()) as Token);
  }

  /** What the app keeps of the session in the browser. */
  browserState() {
    const { access_token: token, expires_in: seconds } = this.token;
    const receivedAt = Date.now();
    const session = { token, receivedAt, expiresAt: receivedAt + seconds * 1000 };
    const localStorage = [{ name: 'outlay.session', value: JSON.stringify(session) }];
    return { cookies: [], origins: [{ origin: this.origin, localStorage }] };
  }

  /** Another session of the same person, as on another device. */
  async anotherSession(): Promise<Ledger> {
    const body = { username: this.username, password: PASSWORD };
    const token = await sent(this.origin, 'POST', '/login', { body });
    return new Ledger(this.origin, this.username, (await token.json()) as Token);
  }

  async add(entry: Entry): Promise<Expense> {
    const headers = { 'Idempotency-Key': randomUUID() };
    const answer = await this.call('POST', '/expenses', { body: bodyOf(entry), headers });
    return (await answer.json()) as Expense;
  }

  /** Records many, several at a time, in no particular order. */
  async addMany(entries: readonly Entry[]): Promise<void> {
    const waiting = [...entries];
    const worker = async () => {
      for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
        await this.add(entry);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  async change(id: string, changes: Partial<Entry>): Promise<void> {
    await this.call('PATCH', `/expenses/${id}`, { body: changes });
  }

  async remove(id: string): Promise<void> {
    await this.call('DELETE', `/expenses/${id}`);
  }

  async setBudget(category: string, budget: string, month?: string): Promise<void> {
    await this.call('POST', '/budget', { body: { category, budget, ...(month && { month }) } });
  }

  /** The amounts in force in a month, by category. */
  async budgets(month: string): Promise<Record<string, number>> {
    const answer = await this.call('GET', `/budgets?month=${month}`);
    const found = (await answer.json()) as { category: string; budget: number }[];
    return Object.fromEntries(found.map(({ category, budget }) => [category, budget]));
  }

  async addSamples(): Promise<void> {
    await this.call('POST', '/sample-data');
  }

  async expenses(query = ''): Promise<Expense[]> {
    return (await (await this.call('GET', `/expenses${query}`)).json()) as Expense[];
  }

  /** Changes the account: `{ language: 'de' }`. */
  async changeMe(changes: Record<string, unknown>): Promise<void> {
    await this.call('PATCH', '/me', { body: changes });
  }

  async walletId(): Promise<string> {
    const [wallet] = (await (await this.call('GET', '/wallets')).json()) as { id: string }[];
    return wallet?.id ?? '';
  }

  /** Ends the session that this ledger and the browser share, as a revocation from elsewhere does. */
  async endSession(): Promise<void> {
    await this.call('POST', '/logout');
  }

  /** The bare answer, whatever its status, for tests of a refusal. */
  async status(method: string, path: string, body?: unknown): Promise<number> {
    const answer = await fetch(`${this.origin}${path}`, requestOf(method, this.headers(), body));
    await answer.body?.cancel();
    return answer.status;
  }

  private call(method: string, path: string, { body, headers }: Sent = {}): Promise<Response> {
    return sent(this.origin, method, path, { body, headers: { ...this.headers(), ...headers } });
  }

  private headers(): Record<string, string> {
    return { Authorization: `Bearer ${this.token.access_token}` };
  }
}

interface Sent {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

function bodyOf({ amount, category = 'Food', description = '', date = today() }: Entry) {
  return { amount, category, description, date };
}

function requestOf(method: string, headers: Record<string, string>, body?: unknown): RequestInit {
  if (body === undefined) return { method, headers };
  return {
    method,
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  };
}

async function sent(origin: string, method: string, path: string, { body, headers = {} }: Sent) {
  const answer = await fetch(`${origin}${path}`, requestOf(method, headers, body));
  if (!answer.ok) {
    throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  }
  return answer;
}

/** Several attempts to log in with a wrong password, so that the limit is reached. */
export async function failLogins(origin: string, username: string, times: number): Promise<void> {
  for (let attempt = 0; attempt < times; attempt += 1) {
    const body = { username, password: 'not the password' };
    await fetch(`${origin}/login`, requestOf('POST', {}, body));
  }
}
