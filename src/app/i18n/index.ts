import type { Language, LocalizedText } from '../../language';
import { language } from '../state/settings';
import { en, type Messages } from './en';
import { zh } from './zh';

export type { Messages } from './en';

export const catalogues: Readonly<Record<Language, Messages>> = { en, zh };

/** The catalogue of the language in force. Read inside `render`, it follows a change of language. */
export function t(): Messages {
  return catalogues[language.get()];
}

/** The words of the language in force. */
export function say(text: LocalizedText): string {
  return text[language.get()];
}
