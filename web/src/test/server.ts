import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { WireCategory, WireExpense, WireMe } from '@/api/wire';

/** The API's address in tests: the app's own origin, as in the built app. */
export const ORIGIN = 'http://localhost:3000';

/** A network without a server: each test says what answers. Anything it does not expect fails the test. */
export const server = setupServer();

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

export function aWireExpense(parts: Partial<WireExpense> = {}): WireExpense {
  return {
    id: '018f0000-0000-7000-8000-000000000001',
    wallet_id: '018f0000-0000-7000-8000-0000000000aa',
    date: '2026-11-20',
    category: 'Food',
    category_id: '018f0000-0000-7000-8000-0000000000f0',
    amount: 19.99,
    description: 'Weekly market',
    created_by: '018f0000-0000-7000-8000-0000000000bb',
    created_at: '2026-11-20T09:00:00.000Z',
    updated_at: '2026-11-20T09:00:00.000Z',
    deleted_at: null,
    revision: 7,
    ...parts,
  };
}

export function aWireCategory(parts: Partial<WireCategory> = {}): WireCategory {
  return {
    id: '018f0000-0000-7000-8000-0000000000f0',
    name: 'Food',
    colour: 'green',
    icon: 'basket',
    position: 0,
    archived_at: null,
    revision: 1,
    last_used: null,
    ...parts,
  };
}

export function aWireMe(parts: Partial<WireMe> = {}): WireMe {
  return {
    id: '018f0000-0000-7000-8000-0000000000bb',
    username: 'anna',
    email: null,
    display_name: 'Anna',
    locale: 'en-IE',
    language: null,
    date_format: null,
    first_day_of_week: null,
    wallet: {
      id: '018f0000-0000-7000-8000-0000000000aa',
      name: 'Anna',
      currency: 'EUR',
      time_zone: 'Europe/Dublin',
      role: 'owner',
      minor_unit_digits: 2,
      revision: 1,
      sample_data: false,
    },
    ...parts,
  };
}

interface RefusalParts {
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly errors?: readonly { field: string; code: string; message: string }[];
  readonly current?: unknown;
}

/** A problem document as the API sends it. */
export function refusal({ status, code, detail = code, ...rest }: RefusalParts): Response {
  const body = { type: 'about:blank', title: code, status, detail, code, ...rest };
  return Response.json(body, {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  });
}

/** Someone is signed in, with one category to choose from and nothing recorded yet. */
export function someoneIsSignedIn(): void {
  server.use(
    http.get(`${ORIGIN}/me`, () => HttpResponse.json(aWireMe())),
    http.get(`${ORIGIN}/categories`, () => HttpResponse.json([aWireCategory()])),
    http.get(`${ORIGIN}/expenses`, () => HttpResponse.json([])),
    http.get(`${ORIGIN}/descriptions`, () => HttpResponse.json([])),
  );
}
