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

/** The words of a text in Chinese, English or both, in order; see `tokensOfEach`. */
export function tokens(text: string): string[] {
  return tokensOfEach([text])[0]!;
}

/**
 * The words of each text in Chinese, English or both, in order: split at what is no letter or digit, and with other
 * letters than ASCII's by `Intl.Segmenter` (Unicode Standard Annex 29, and a dictionary for Chinese); lower-cased,
 * full-width forms made plain (NFKC), English plurals cut to the singular, stop words left out.
 *
 * Many texts are better split together. In Chrome each call of `Intl.Segmenter.segment` leaves objects behind that are
 * later swept on the worker's own thread: after a catalogue of 100,000 described items (300,000 calls) that took 4.7 s
 * of processor time, in tasks of a twentieth to a tenth of a second that came between the first clicks in a shop.
 */
export function tokensOfEach(texts: readonly string[]): string[][] {
  const pieces = texts.map((text) =>
    (ASCII.test(text) ? text : text.normalize('NFKC')).toLowerCase().split(/\s+/),
  );
  const segmented = segments(new Set(pieces.flat().filter((piece) => !ASCII.test(piece))));
  return pieces.map((row) =>
    row
      .flatMap((piece) => segmented.get(piece) ?? wordsOf(piece))
      .map(singular)
      .filter((word) => !STOP_WORDS.has(word)),
  );
}

const ASCII = /^[\0-\x7f]*$/;

/**
 * Words in text of these characters alone, the same in every browser: an apostrophe joins letters, a point or comma
 * digits. (Annex 29 lets a point and a colon join letters too, which versions of ICU do or do not.)
 */
const ASCII_WORD =
  /(?<![a-z0-9_])[a-z0-9_]*[a-z0-9](?:[a-z0-9_]|(?<=[a-z])'(?=[a-z])|(?<=[0-9])[.,](?=[0-9]))*/g;

const wordsOf = (ascii: string): readonly string[] => ascii.match(ASCII_WORD) ?? [];

let segmenter: Intl.Segmenter | undefined;

/** Texts are joined up to this length, in UTF-16 units. */
const JOINED = 65_536;

/** The words of pieces without white space. No word reaches over the end of a line, so they are split in one go. */
function segments(pieces: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const words = new Map<string, string[]>();
  let lines: string[] = [];
  let length = 0;
  const split = () => {
    segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
    let line = 0;
    for (const { segment, isWordLike } of segmenter.segment(lines.join('\n')))
      if (segment === '\n') line++;
      else if (isWordLike)
        words.get(lines[line]!)!.push(...(ASCII.test(segment) ? wordsOf(segment) : [segment]));
    [lines, length] = [[], 0];
  };
  for (const piece of pieces) {
    words.set(piece, []);
    lines.push(piece);
    length += piece.length + 1;
    if (length > JOINED) split();
  }
  if (lines.length > 0) split();
  return words;
}

/** `mugs` → `mug`, `boxes` → `box`, `berries` → `berry`; `glass` stays. */
function singular(word: string): string {
  if (!/^[a-z]{3,}s$/.test(word) || /(ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return /(ch|sh|x|ss|z)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}
