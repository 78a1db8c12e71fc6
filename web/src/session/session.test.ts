import { HttpResponse, http } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { forgetToken, storeToken } from '@/api/token-store';
import { keepDraft, readDrafts } from '@/session/expense-draft';
import { isSignedIn, logIn, onSessionEnd, signOut } from '@/session/session';
import { ORIGIN, server } from '@/test/server';

function heardEnds() {
  const heard = vi.fn();
  const stop = onSessionEnd(heard);
  return { heard, stop };
}

describe('a session', () => {
  it('begins with a login', async () => {
    server.use(
      http.post(`${ORIGIN}/login`, () =>
        HttpResponse.json({ access_token: 't', token_type: 'bearer', expires_in: 60 }),
      ),
    );
    await logIn({ name: 'anna', password: 'secret' });
    expect(isSignedIn()).toBe(true);
  });

  it('that is signed out ends on purpose, here and at the server', async () => {
    storeToken('t', 60);
    const told = vi.fn(() => new HttpResponse(null, { status: 204 }));
    server.use(http.post(`${ORIGIN}/logout`, told));
    const { heard, stop } = heardEnds();
    await signOut();
    expect(told).toHaveBeenCalledTimes(1);
    expect(heard.mock.calls).toEqual([['signed_out']]);
    stop();
  });

  it('ends on this device even when the server cannot be told', async () => {
    storeToken('t', 60);
    keepDraft('anna', { slot: 'a' });
    server.use(http.post(`${ORIGIN}/logout`, () => HttpResponse.error()));
    await signOut();
    expect(isSignedIn()).toBe(false);
    expect(readDrafts('anna')).toEqual([]);
  });

  it('that is refused, or signed out in another tab, ended by itself', () => {
    storeToken('t', 60);
    const { heard, stop } = heardEnds();
    forgetToken();
    expect(heard.mock.calls).toEqual([['ended']]);
    stop();
  });

  it('does not end when its token is renewed', () => {
    storeToken('t', 60);
    const { heard, stop } = heardEnds();
    storeToken('renewed', 60);
    expect(heard).not.toHaveBeenCalled();
    stop();
  });
});
