/** A signed-in session on this device. Times are milliseconds since the epoch by this device's clock. */
export interface StoredToken {
  readonly token: string;
  readonly receivedAt: number;
  readonly expiresAt: number;
}

const KEY = 'outlay.session';
const listeners = new Set<() => void>();
let cachedText: string | null | undefined;
let cached: StoredToken | null = null;

function parse(text: string | null): StoredToken | null {
  if (text === null) return null;
  try {
    const value: Partial<StoredToken> | null = JSON.parse(text);
    const { token, receivedAt, expiresAt } = value ?? {};
    if (typeof token !== 'string' || token === '') return null;
    if (typeof receivedAt !== 'number' || typeof expiresAt !== 'number') return null;
    return { token, receivedAt, expiresAt };
  } catch {
    return null;
  }
}

/** The stored session, or null. The same object is returned until it changes. */
export function readToken(): StoredToken | null {
  const text = window.localStorage.getItem(KEY);
  if (text !== cachedText) {
    cachedText = text;
    cached = parse(text);
  }
  return cached;
}

/** Keeps the token that the server issued for `expiresIn` seconds. */
export function storeToken(token: string, expiresIn: number): void {
  const now = Date.now();
  const stored: StoredToken = { token, receivedAt: now, expiresAt: now + expiresIn * 1000 };
  window.localStorage.setItem(KEY, JSON.stringify(stored));
  tell();
}

export function forgetToken(): void {
  window.localStorage.removeItem(KEY);
  tell();
}

/** Calls back when the session starts, is renewed or ends, in this tab or in another one. */
export function onTokenChange(listener: () => void): () => void {
  const fromOtherTab = (event: StorageEvent) => {
    if (event.key === KEY || event.key === null) listener();
  };
  listeners.add(listener);
  window.addEventListener('storage', fromOtherTab);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', fromOtherTab);
  };
}

/** Whether more than half of the token's life is over, so that use should renew it. */
export function needsRenewal(stored: StoredToken, now: number): boolean {
  return stored.expiresAt - now < (stored.expiresAt - stored.receivedAt) / 2;
}

function tell(): void {
  for (const listener of listeners) listener();
}
