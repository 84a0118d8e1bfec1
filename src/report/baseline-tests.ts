import type { Language } from '../language';
import type { RunRecord } from '../lab/record';
import type { Block, Section } from './document';
import type { Word } from './words';

/** Paired tests against the reference models, in words. */
export function baselineTests(
  { againstBaselines }: RunRecord,
  say: (word: Word) => string,
  language: Language,
): Section | null {
  if (!againstBaselines) return null;
  const sentences = Object.values(againstBaselines).flat();
  return {
    heading: say('against'),
    blocks: [say('againstNote'), ...sentences.map((sentence) => sentence[language])].map((text): Block => ({
      kind: 'paragraph',
      text,
    })),
  };
}
