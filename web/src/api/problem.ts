import { plural, t } from '@lingui/core/macro';
import { fieldSentence, problemSentence } from '@/api/problem-texts';

/** One refused field of a request: where it is, a stable code, and a sentence for people. */
export interface FieldProblem {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

interface ProblemParts {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly fields?: readonly FieldProblem[];
  /** Seconds until another try makes sense, where the server said so. */
  readonly retryAfter?: number | null;
  /** The row as it is now, where the answer to a stale write carries it. Still in the shape of the wire. */
  readonly current?: unknown;
}

/** Every way a call can fail: a refusal of the server, or `unreachable` with status 0 when no answer came. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: readonly FieldProblem[];
  readonly retryAfter: number | null;
  readonly current: unknown;

  constructor(parts: ProblemParts) {
    super(parts.detail);
    this.name = 'ApiProblem';
    this.status = parts.status;
    this.code = parts.code;
    this.fields = parts.fields ?? [];
    this.retryAfter = parts.retryAfter ?? null;
    this.current = parts.current ?? null;
  }

  /** What to show to people. */
  get detail(): string {
    return this.message;
  }

  /** Whether the same request may succeed later without any change to it. */
  get passing(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }

  /** Whether no server could be reached, as while it restarts. One that is busy or has no room answers for itself. */
  get away(): boolean {
    return this.passing && this.code !== 'busy' && this.code !== 'storage_failed';
  }
}

export function unreachable(): ApiProblem {
  return new ApiProblem({
    status: 0,
    code: 'unreachable',
    detail: t`Outlay cannot be reached. Check your connection, then try again.`,
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown, fallback: string): string {
  return typeof value === 'string' && value !== '' ? value : fallback;
}

function fieldProblem(entry: Record<string, unknown>): FieldProblem {
  const code = text(entry.code, 'invalid');
  return {
    // The server may name the place from the body down; the form knows its fields by their own names.
    field: text(entry.field, '').replace(/^body\./, ''),
    code,
    message: fieldSentence(code, text(entry.message, t`This value is not accepted.`)),
  };
}

/** Waiting is all that helps against a limit, so people are told for how long rather than to wait "a little". */
function waitText(seconds: number): string {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  return t`${plural(minutes, {
    one: 'There were too many attempts from here. Try again in a minute.',
    other: 'There were too many attempts from here. Try again in # minutes.',
  })}`;
}

function serverText(status: number, { detail, title }: Record<string, unknown>): string {
  const fallback = t`The server answered ${status}. Try again in a moment.`;
  return text(detail, text(title, fallback));
}

/** Reads an RFC 9457 body. Answers of something between us and the server may be no JSON at all. */
export function problemFrom(response: Response, body: unknown): ApiProblem {
  const parts = isRecord(body) ? body : {};
  const asked = Number(response.headers.get('Retry-After') ?? Number.NaN);
  const retryAfter = Number.isFinite(asked) ? asked : null;
  const code = text(parts.code, 'unexpected');
  return new ApiProblem({
    status: response.status,
    code,
    detail:
      response.status === 429 && retryAfter !== null
        ? waitText(retryAfter)
        : problemSentence(code, serverText(response.status, parts)),
    fields: Array.isArray(parts.errors) ? parts.errors.filter(isRecord).map(fieldProblem) : [],
    retryAfter,
    current: parts.current,
  });
}

/** The sentence to show for anything that was thrown. */
export function problemText(error: unknown): string {
  return error instanceof ApiProblem ? error.detail : t`Something went wrong here. Try again.`;
}
