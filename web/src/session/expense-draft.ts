/** What somebody began to type, and the act of recording it, if one was begun whose answer is not known. */
export interface KeptDraft<Fields, Recording> {
  readonly fields: Fields;
  readonly recording: Recording | null;
}

const PREFIX = 'outlay.expense-draft.';

/** Keeps the unfinished expense of one user in this tab: over a reload, and over the end of the session. */
export function keepDraft<Fields, Recording>(
  userId: string,
  draft: KeptDraft<Fields, Recording>,
): void {
  try {
    window.sessionStorage.setItem(PREFIX + userId, JSON.stringify(draft));
  } catch {
    // A full or forbidden storage must not keep anybody from typing.
  }
}

/** The unfinished expense as it was kept, to be checked by who reads it; null where there is none. */
export function readDraft(userId: string): unknown {
  try {
    return JSON.parse(window.sessionStorage.getItem(PREFIX + userId) ?? 'null');
  } catch {
    return null;
  }
}

export function forgetDraft(userId: string): void {
  window.sessionStorage.removeItem(PREFIX + userId);
}

/** Whoever signs out on purpose leaves nothing behind on this device. */
export function forgetAllDrafts(): void {
  for (const key of Object.keys(window.sessionStorage)) {
    if (key.startsWith(PREFIX)) window.sessionStorage.removeItem(key);
  }
}
