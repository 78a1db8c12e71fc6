import { HttpResponse, http } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { answerOf, api, fetchRaw, offerOf } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import { needsRenewal, readToken, storeToken } from '@/api/token-store';
import { aWireMe, ORIGIN, refusal, server } from '@/test/server';

const HOUR = 3600;

async function problemOf(call: Promise<unknown>): Promise<ApiProblem> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ApiProblem)) throw new Error('expected an ApiProblem');
  return error;
}

describe('a call', () => {
  it('carries the token of the session', async () => {
    storeToken('token-1', HOUR);
    let sent: string | null = null;
    server.use(
      http.get(`${ORIGIN}/me`, ({ request }) => {
        sent = request.headers.get('Authorization');
        return HttpResponse.json(aWireMe());
      }),
    );
    await answerOf(api.GET('/me'));
    expect(sent).toBe('Bearer token-1');
  });

  it('to log in carries none, so that an old session cannot spoil a new one', async () => {
    storeToken('old', HOUR);
    let sent: string | null = 'unasked';
    server.use(
      http.post(`${ORIGIN}/login`, ({ request }) => {
        sent = request.headers.get('Authorization');
        return HttpResponse.json({ access_token: 'new', token_type: 'bearer', expires_in: HOUR });
      }),
    );
    await answerOf(api.POST('/login', { body: { username: 'anna', password: 'secret' } }));
    expect(sent).toBeNull();
  });

  it('that is refused throws what the problem document says', async () => {
    server.use(
      http.get(`${ORIGIN}/me`, () =>
        refusal({
          status: 422,
          code: 'validation_failed',
          detail: 'The request has problems.',
          errors: [{ field: 'body.amount', code: 'too_small', message: 'Must be above zero.' }],
        }),
      ),
    );
    const problem = await problemOf(answerOf(api.GET('/me')));
    expect(problem).toMatchObject({
      status: 422,
      code: 'validation_failed',
      detail: 'The request has problems.',
      fields: [{ field: 'amount', code: 'too_small', message: 'Must be above zero.' }],
      passing: false,
    });
  });

  it('that gets an answer of something else than the API still says what to do', async () => {
    server.use(
      http.get(`${ORIGIN}/me`, () => new HttpResponse('<h1>Bad gateway</h1>', { status: 502 })),
    );
    const problem = await problemOf(answerOf(api.GET('/me')));
    expect(problem).toMatchObject({ status: 502, code: 'unexpected', passing: true });
    expect(problem.detail).toContain('Try again');
  });

  it('without an answer is unreachable', async () => {
    server.use(http.get(`${ORIGIN}/me`, () => HttpResponse.error()));
    const problem = await problemOf(answerOf(api.GET('/me')));
    expect(problem).toMatchObject({ status: 0, code: 'unreachable', passing: true });
  });

  it('that was given up throws no problem', async () => {
    const given = new AbortController();
    server.use(http.get(`${ORIGIN}/me`, () => HttpResponse.json(aWireMe())));
    given.abort();
    const call = answerOf(api.GET('/me', { signal: given.signal }));
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('that the server asks to repeat later says when', async () => {
    const busy = () =>
      HttpResponse.json({ code: 'busy' }, { status: 503, headers: { 'Retry-After': '3' } });
    server.use(http.get(`${ORIGIN}/me`, busy));
    expect(await problemOf(answerOf(api.GET('/me')))).toMatchObject({ retryAfter: 3 });
  });
});

describe('the end of a session', () => {
  const unauthenticated = () => refusal({ status: 401, code: 'unauthenticated' });

  it('is believed when the server refuses the token', async () => {
    storeToken('ended', HOUR);
    server.use(http.get(`${ORIGIN}/me`, unauthenticated));
    await problemOf(answerOf(api.GET('/me')));
    expect(readToken()).toBeNull();
  });

  it('is believed of a download too', async () => {
    storeToken('ended', HOUR);
    server.use(http.get(`${ORIGIN}/export-csv`, unauthenticated));
    await problemOf(fetchRaw('/export-csv'));
    expect(readToken()).toBeNull();
  });

  it('is not looked for in what is only offered', async () => {
    storeToken('ended', HOUR);
    server.use(http.get(`${ORIGIN}/me`, unauthenticated));
    expect(await problemOf(offerOf(api.GET('/me')))).toMatchObject({ status: 401 });
    expect(readToken()?.token).toBe('ended');
  });

  it('does not follow from a wrong password', async () => {
    storeToken('good', HOUR);
    server.use(
      http.post(`${ORIGIN}/me/password`, () => refusal({ status: 401, code: 'wrong_credentials' })),
    );
    const body = { current_password: 'wrong', new_password: 'long enough' };
    await problemOf(answerOf(api.POST('/me/password', { body })));
    expect(readToken()?.token).toBe('good');
  });

  it('of an older token leaves the session that was begun since', async () => {
    storeToken('older', HOUR);
    server.use(
      http.get(`${ORIGIN}/me`, () => {
        storeToken('newer', HOUR);
        return unauthenticated();
      }),
    );
    await problemOf(answerOf(api.GET('/me')));
    expect(readToken()?.token).toBe('newer');
  });
});

describe('renewal', () => {
  it('is due once less than half of the life is left', () => {
    const stored = { token: 't', receivedAt: 0, expiresAt: 1000 };
    expect(needsRenewal(stored, 500)).toBe(false);
    expect(needsRenewal(stored, 501)).toBe(true);
  });

  it('happens once in use, beside the calls that noticed', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 0 });
    storeToken('first', HOUR);
    vi.setSystemTime(0.6 * HOUR * 1000);
    let renewals = 0;
    server.use(
      http.get(`${ORIGIN}/me`, () => HttpResponse.json(aWireMe())),
      http.post(`${ORIGIN}/session/renew`, () => {
        renewals += 1;
        return HttpResponse.json({
          access_token: 'second',
          token_type: 'bearer',
          expires_in: HOUR,
        });
      }),
    );
    await Promise.all([answerOf(api.GET('/me')), answerOf(api.GET('/me'))]);
    await vi.waitFor(() => expect(readToken()?.token).toBe('second'));
    expect(renewals).toBe(1);
    vi.useRealTimers();
  });

  it('that fails leaves the session as it is', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 0 });
    storeToken('first', HOUR);
    vi.setSystemTime(0.6 * HOUR * 1000);
    const asked = vi.fn(() => HttpResponse.error());
    server.use(
      http.get(`${ORIGIN}/me`, () => HttpResponse.json(aWireMe())),
      http.post(`${ORIGIN}/session/renew`, asked),
    );
    await answerOf(api.GET('/me'));
    await vi.waitFor(() => expect(asked).toHaveBeenCalled());
    expect(readToken()?.token).toBe('first');
    vi.useRealTimers();
  });
});
