/** Something that somebody began to type. The rest of it is the business of who keeps it. */
export interface KeptDraft {
  /** Tells it apart from the others of the same user. */
  readonly slot: string;
}

const PREFIX = 'outlay.expense-draft.';

/** What could not be written into the storage, which may be full or forbidden. It lasts as long as the page. */
const unwritten = new Map<string, string>();

/** Keeps an unfinished expense of one user in this tab: over a reload, and over the end of the session. It becomes the newest. */
export function keepDraft<Draft extends KeptDraft>(userId: string, draft: Draft): void {
  write(userId, [...others(userId, draft.slot), draft]);
}

/** The unfinished expenses as they were kept, the newest last, to be checked by who reads them. */
export function readDrafts(userId: string): readonly unknown[] {
  try {
    const text = unwritten.get(userId) ?? window.sessionStorage.getItem(PREFIX + userId);
    const found: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

export function forgetDraft(userId: string, slot: string): void {
  write(userId, others(userId, slot));
}

/** Whoever signs out on purpose leaves nothing behind on this device. */
export function forgetAllDrafts(): void {
  unwritten.clear();
  for (const key of Object.keys(window.sessionStorage)) {
    if (key.startsWith(PREFIX)) window.sessionStorage.removeItem(key);
  }
}

function others(userId: string, slot: string): readonly unknown[] {
  return readDrafts(userId).filter((draft) => (draft as KeptDraft | null)?.slot !== slot);
}

function write(userId: string, drafts: readonly unknown[]): void {
  const text = JSON.stringify(drafts);
  try {
    if (drafts.length === 0) window.sessionStorage.removeItem(PREFIX + userId);
    else window.sessionStorage.setItem(PREFIX + userId, text);
    unwritten.delete(userId);
  } catch {
    // That must not keep anybody from typing, nor lose what was typed.
    unwritten.set(userId, text);
  }
}
