import { computed, signal } from '@lit-labs/signals';
import type { Language } from '../../language';

/** What the researcher prefers; remembered in this browser. */
export type ThemeChoice = 'auto' | 'light' | 'dark';

const KEY = 'cofilter.settings';

interface Remembered {
  readonly language?: Language;
  readonly theme?: ThemeChoice;
}

const remembered = recall();
const darkQuery = globalThis.matchMedia?.('(prefers-color-scheme: dark)');
const systemDark = signal(darkQuery?.matches ?? false);
darkQuery?.addEventListener('change', (event) => systemDark.set(event.matches));

export const language = signal<Language>(
  remembered.language ?? languageOf(globalThis.navigator?.language ?? 'en'),
);
export const themeChoice = signal<ThemeChoice>(remembered.theme ?? 'auto');

/** The theme in force. */
export const theme = computed<'light' | 'dark'>(() => {
  const choice = themeChoice.get();
  return choice === 'auto' ? (systemDark.get() ? 'dark' : 'light') : choice;
});

export function setLanguage(value: Language): void {
  language.set(value);
  remember();
}

export function setTheme(value: ThemeChoice): void {
  themeChoice.set(value);
  remember();
}

/** Any Chinese locale reads Simplified Chinese; everyone else English. */
export function languageOf(locale: string): Language {
  return /^zh\b/i.test(locale) ? 'zh' : 'en';
}

function recall(): Remembered {
  try {
    return JSON.parse(globalThis.localStorage?.getItem(KEY) ?? '{}') as Remembered;
  } catch {
    // Storage may be blocked or hold something else; the defaults serve.
    return {};
  }
}

function remember(): void {
  try {
    globalThis.localStorage?.setItem(
      KEY,
      JSON.stringify({ language: language.get(), theme: themeChoice.get() }),
    );
  } catch {
    // A full or blocked storage loses nothing but the preference.
  }
}
