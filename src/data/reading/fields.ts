import { decodeUtf8 } from './utf8';

const quote = 0x22;
const space = 0x20;
const mostFields = 4096;

/**
 * Cuts a line into fields (RFC 4180 quoting, any delimiter). Fields are byte ranges of the line, blanks around them
 * left out; a quoted field with doubled quotes is unescaped in place. Reused from line to line, so nothing is allocated.
 */
export class FieldSplitter {
  readonly starts = new Int32Array(mostFields);
  readonly ends = new Int32Array(mostFields);
  readonly #delimiter: Uint8Array;

  constructor(
    delimiter: string,
    readonly quoting: boolean,
  ) {
    this.#delimiter = new TextEncoder().encode(delimiter);
  }

  /** The number of fields, or −1 where a quoted field is not closed. Fields beyond 4096 are not told apart. */
  split(bytes: Uint8Array, start: number, end: number): number {
    const { starts, ends } = this;
    const delimiter = this.#delimiter;
    const first = delimiter[0]!;
    const width = delimiter.length;
    let count = 0;
    let at = start;
    let escaped = false;
    for (;;) {
      let begin = at;
      let stop: number;
      if (first !== space) while (begin < end && bytes[begin] === space) begin++;
      if (this.quoting && begin < end && bytes[begin] === quote) {
        begin++;
        stop = begin;
        for (; stop < end; stop++) {
          if (bytes[stop] !== quote) continue;
          if (bytes[stop + 1] !== quote || stop + 1 >= end) break;
          escaped = true;
          stop++;
        }
        if (stop >= end) return -1;
        at = stop + 1;
        while (at < end && !(bytes[at] === first && this.#delimits(bytes, at, end))) at++;
      } else {
        at = begin;
        while (at < end && !(bytes[at] === first && (width === 1 || this.#delimits(bytes, at, end)))) at++;
        stop = at;
        while (stop > begin && bytes[stop - 1] === space) stop--;
      }
      starts[count] = begin;
      ends[count] = stop;
      count++;
      if (at >= end || count === mostFields) break;
      at += width;
    }
    if (escaped) for (let field = 0; field < count; field++) this.#unescape(bytes, field);
    return count;
  }

  text(bytes: Uint8Array, field: number): string {
    return decodeUtf8(bytes, this.starts[field]!, this.ends[field]!);
  }

  /** All fields as text. */
  texts(bytes: Uint8Array, count: number): string[] {
    return Array.from({ length: count }, (_, field) => this.text(bytes, field));
  }

  #delimits(bytes: Uint8Array, at: number, end: number): boolean {
    const delimiter = this.#delimiter;
    if (at + delimiter.length > end) return false;
    for (let index = 1; index < delimiter.length; index++)
      if (bytes[at + index] !== delimiter[index]) return false;
    return true;
  }

  #unescape(bytes: Uint8Array, field: number): void {
    const begin = this.starts[field]!;
    if (begin === 0 || bytes[begin - 1] !== quote) return;
    let target = begin;
    for (let at = begin; at < this.ends[field]!; at++) {
      bytes[target++] = bytes[at]!;
      if (bytes[at] === quote && bytes[at + 1] === quote) at++;
    }
    this.ends[field] = target;
  }
}
