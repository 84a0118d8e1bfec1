/** Words that carry no meaning in product titles and queries. */
const STOP_WORDS = new Set([
  'a',
  'an',
  'and',
  'for',
  'in',
  'of',
  'on',
  'or',
  'the',
  'to',
  'with',
  '的',
  '和',
  '与',
  '款',
]);

let segmenter: Intl.Segmenter | undefined;

/**
 * The words of a text in Chinese, English or both, in order: split by `Intl.Segmenter`, lower-cased, full-width forms
 * made plain (NFKC), English plurals cut to the singular, stop words left out.
 */
export function tokens(text: string): string[] {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text.normalize('NFKC').toLowerCase())) {
    if (!isWordLike) continue;
    const word = singular(segment);
    if (!STOP_WORDS.has(word)) words.push(word);
  }
  return words;
}

/** `mugs` → `mug`, `boxes` → `box`, `berries` → `berry`; `glass` stays. */
function singular(word: string): string {
  if (!/^[a-z]{3,}s$/.test(word) || /(ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return /(ch|sh|x|ss|z)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}
