export type Encoding = 'utf-8' | 'gb18030' | 'latin1' | 'utf-16le' | 'utf-16be';

/**
 * Guesses from the first bytes: a byte order mark; else UTF-8 where it is valid; else GB18030 where high bytes come in
 * pairs (Chinese text), else Latin-1, where they stand alone between ASCII letters (`Léon`).
 */
export function guessEncoding(head: Uint8Array): Encoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'utf-8';
  } catch {
    return highBytesComeInPairs(head) ? 'gb18030' : 'latin1';
  }
}

function highBytesComeInPairs(head: Uint8Array): boolean {
  let paired = 0;
  let alone = 0;
  for (let at = 0; at < head.length; at++) {
    if (head[at]! < 0x80) continue;
    let run = at;
    while (run < head.length && head[run]! >= 0x80) run++;
    const length = run - at;
    if (run === head.length) break;
    if (length % 2 === 0) paired += length / 2;
    else alone++;
    at = run;
  }
  return paired > alone;
}

/** Whether the bytes can be text: no NUL (but in UTF-16), few control characters. */
export function looksBinary(head: Uint8Array, encoding: Encoding): boolean {
  if (encoding.startsWith('utf-16')) return false;
  let controls = 0;
  for (const byte of head) {
    if (byte === 0) return true;
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12) controls++;
  }
  return controls > head.length / 100;
}

/** Turns pieces of text in any encoding into pieces of UTF-8 without a byte order mark. */
export class Utf8Converter {
  readonly #decoder: TextDecoder | null;
  readonly #encoder = new TextEncoder();
  #first = true;

  constructor(encoding: Encoding) {
    this.#decoder = encoding === 'utf-8' ? null : new TextDecoder(encoding);
  }

  convert(chunk: Uint8Array): Uint8Array {
    if (this.#decoder) return this.#encoder.encode(this.#decoder.decode(chunk, { stream: true }));
    const marked = this.#first && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
    if (chunk.length) this.#first = false;
    return marked ? chunk.subarray(3) : chunk;
  }

  finish(): Uint8Array {
    return this.#decoder ? this.#encoder.encode(this.#decoder.decode()) : new Uint8Array(0);
  }
}
