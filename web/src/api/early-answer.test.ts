import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { takeEarlyAnswer } from '@/api/early-answer';

const ANN = 'Bearer anns';
const me = Promise.resolve(new Response('{}'));
const list = Promise.resolve(new Response('[]'));

function asked(path: string, authorization = ANN, method = 'GET'): Request {
  return new Request(`http://localhost:3000${path}`, {
    method,
    headers: { Authorization: authorization },
  });
}

describe('an answer that was asked for early', () => {
  beforeEach(() => {
    const answers = new Map([
      ['/me', me],
      ['/expenses?limit=200', list],
    ]);
    window.early = { authorization: ANN, answers };
    vi.spyOn(performance, 'now').mockReturnValue(500);
  });
  afterEach(() => {
    delete window.early;
  });

  it('is taken by the first who asks the same, and by nobody after', () => {
    expect(takeEarlyAnswer(asked('/me'))).toBe(me);
    expect(takeEarlyAnswer(asked('/me'))).toBeNull();
    expect(takeEarlyAnswer(asked('/expenses?limit=200'))).toBe(list);
  });

  it('is not for another request', () => {
    expect(takeEarlyAnswer(asked('/expenses'))).toBeNull();
    expect(takeEarlyAnswer(asked('/expenses?limit=200&q=a'))).toBeNull();
    expect(takeEarlyAnswer(asked('/expenses?limit=200'))).toBe(list);
  });

  it('is not for a request to another server', () => {
    const elsewhere = new Request('https://api.example/me', { headers: { Authorization: ANN } });
    expect(takeEarlyAnswer(elsewhere)).toBeNull();
    expect(takeEarlyAnswer(asked('/me'))).toBe(me);
  });

  it('is dropped when somebody else has signed in since', () => {
    expect(takeEarlyAnswer(asked('/me', 'Bearer bobs'))).toBeNull();
    expect(takeEarlyAnswer(asked('/me'))).toBeNull();
  });

  it('is dropped when something was written since', () => {
    expect(takeEarlyAnswer(asked('/expenses', ANN, 'POST'))).toBeNull();
    expect(takeEarlyAnswer(asked('/expenses?limit=200'))).toBeNull();
  });

  it('is not taken long after the start', () => {
    vi.spyOn(performance, 'now').mockReturnValue(60_000);
    expect(takeEarlyAnswer(asked('/me'))).toBeNull();
  });
});
