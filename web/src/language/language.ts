import { i18n, type Messages } from '@lingui/core';
import { useSyncExternalStore } from 'react';

/* eslint-disable lingui/no-unlocalized-strings -- a language is named in itself */
/** The languages that Outlay speaks: each by its own name, with the direction of its script. */
export const LANGUAGES = {
  en: { name: 'English', direction: 'ltr' },
  de: { name: 'Deutsch', direction: 'ltr' },
  es: { name: 'Español', direction: 'ltr' },
} as const satisfies Record<string, { name: string; direction: 'ltr' | 'rtl' }>;
/* eslint-enable lingui/no-unlocalized-strings */

/** ISO 639-1 */
export type Language = keyof typeof LANGUAGES;

const CATALOGS: Record<Language, () => Promise<{ messages: Messages }>> = {
  en: () => import('./catalogs/en.po'),
  de: () => import('./catalogs/de.po'),
  es: () => import('./catalogs/es.po'),
};

const LAST = 'outlay.language';

let wanted: Language | null = null;

/** The language of the texts on the screen. */
export function currentLanguage(): Language {
  return isLanguage(i18n.locale) ? i18n.locale : 'en';
}

/** The same, kept up to date. */
export function useLanguage(): Language {
  return useSyncExternalStore((listener) => i18n.on('change', listener), currentLanguage);
}

/**
 * Shows every text in this language from now on, and from the start on the next visit. Rejects when its texts cannot be
 * loaded; everything then stays as it is. Of two calls the later one counts, whichever is answered first.
 */
export async function speak(language: Language): Promise<void> {
  wanted = language;
  if (i18n.locale === language) return;
  const { messages } = await CATALOGS[language]();
  if (wanted !== language) return;
  document.documentElement.lang = language;
  document.documentElement.dir = LANGUAGES[language].direction;
  remember(language);
  i18n.loadAndActivate({ locale: language, messages });
}

/** What to speak before it is known who is there: as the last time, else what the browser asks for. */
export function languageAtStart(): Language {
  return remembered() ?? browserLanguage();
}

/** The first of the languages the browser's user reads that Outlay speaks, else English. */
export function browserLanguage(): Language {
  const asked = navigator.languages.map((tag) => tag.split('-')[0] ?? '');
  return asked.find(isLanguage) ?? 'en';
}

function isLanguage(value: string): value is Language {
  return Object.hasOwn(LANGUAGES, value);
}

function remember(language: Language): void {
  try {
    localStorage.setItem(LAST, language);
  } catch {
    // Storage may be full or forbidden: then the browser's language is the start again.
  }
}

function remembered(): Language | null {
  try {
    const last = localStorage.getItem(LAST);
    return last !== null && isLanguage(last) ? last : null;
  } catch {
    return null;
  }
}
