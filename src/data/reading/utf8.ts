/** Longer texts are few, and the platform's decoder is the faster one for them. */
const LONGEST = 1024;

const units = new Uint16Array(LONGEST);
const decoder = new TextDecoder();

/**
 * The text of a piece of UTF-8, as `TextDecoder` reads it. In Chrome each call of that one leaves objects behind that
 * are later swept on the worker's own thread: after a catalogue of 100,000 described items (some 520,000 calls) that took
 * 6.9 s of processor time, in tasks of a tenth of a second that came between the first clicks in a shop. Short
 * well-formed pieces are therefore decoded here, all others (with a byte order mark, too) there.
 */
export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > LONGEST) return decoder.decode(bytes.subarray(start, end));
  let count = 0;
  for (let at = start; at < end;) {
    const lead = bytes[at]!;
    if (lead < 0x80) {
      units[count++] = lead;
      at++;
      continue;
    }
    const following = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    const code = at + following < end ? codePoint(bytes, at, following) : NONE;
    if (code === NONE || (at === start && code === MARK)) return decoder.decode(bytes.subarray(start, end));
    if (code < 0x10000) units[count++] = code;
    else {
      units[count++] = 0xd800 + ((code - 0x10000) >> 10);
      units[count++] = 0xdc00 + (code & 0x3ff);
    }
    at += 1 + following;
  }
  return String.fromCharCode.apply(null, units.subarray(0, count) as unknown as number[]);
}

const NONE = -1;
const MARK = 0xfeff;

/** Least code point that takes so many bytes after the first: shorter ones must not be written so long. */
const least = [0, 0x80, 0x800, 0x10000];

/** The code point of a well-formed sequence of several bytes, or `NONE`. */
function codePoint(bytes: Uint8Array, at: number, following: number): number {
  const lead = bytes[at]!;
  if (lead < 0xc2 || lead > 0xf4) return NONE;
  let code = lead & (0x3f >> following);
  for (let next = 1; next <= following; next++) {
    const byte = bytes[at + next]!;
    if ((byte & 0xc0) !== 0x80) return NONE;
    code = (code << 6) | (byte & 0x3f);
  }
  const surrogate = code >= 0xd800 && code <= 0xdfff;
  return code < least[following]! || code > 0x10ffff || surrogate ? NONE : code;
}
