import { describe, expect, it, vi } from 'vitest';
import { forgetToken, onTokenChange, readToken, storeToken } from '@/api/token-store';

const KEY = 'outlay.session';

describe('the stored session', () => {
  it('is the one that was stored, until it is forgotten', () => {
    storeToken('secret', 60);
    expect(readToken()).toMatchObject({ token: 'secret' });
    expect(readToken()).toBe(readToken());
    forgetToken();
    expect(readToken()).toBeNull();
  });

  it.each(['', 'no json', 'null', '{}', '{"token":""}', '{"token":"t","receivedAt":"1"}'])(
    'is none where the storage holds "%s"',
    (text) => {
      window.localStorage.setItem(KEY, text);
      expect(readToken()).toBeNull();
    },
  );

  it('tells of changes in this tab and in others, until one stops listening', () => {
    const heard = vi.fn();
    const stop = onTokenChange(heard);
    storeToken('a', 60);
    window.dispatchEvent(new StorageEvent('storage', { key: KEY }));
    window.dispatchEvent(new StorageEvent('storage', { key: 'something else' }));
    expect(heard).toHaveBeenCalledTimes(2);
    stop();
    forgetToken();
    expect(heard).toHaveBeenCalledTimes(2);
  });
});
