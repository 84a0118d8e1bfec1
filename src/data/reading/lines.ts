/** A line beyond this is not a row of an interaction log; it is skipped without being kept in memory. */
export const longestLine = 1 << 20;
/** How far a quoted field may run over line ends before the quote counts as not closed. */
const longestQuotedRecord = 1 << 16;

/** Gets the lines of a file, as byte ranges (without the line end) that are valid during the call only. */
export interface LineConsumer {
  /** Returns true where a quote is open at the end, so that the next line belongs to this record. */
  line(bytes: Uint8Array, start: number, end: number, number: number): boolean;
  /** A quote was opened in this line and never closed. */
  unterminated(bytes: Uint8Array, start: number, end: number, number: number): void;
  /** The line is longer than `longestLine`; `bytes` holds its beginning. */
  tooLong(bytes: Uint8Array, number: number): void;
}

const lineFeed = 10;
const carriageReturn = 13;
const nothing = new Uint8Array(0);

/** Cuts pieces of bytes into lines (LF or CRLF). Holds at most one line and one piece. */
export class LineSplitter {
  #carry: Uint8Array = nothing;
  #line = 1;
  #skipping = false;

  constructor(readonly consumer: LineConsumer) {}

  push(chunk: Uint8Array): void {
    let fresh = chunk;
    if (this.#skipping) {
      const end = fresh.indexOf(lineFeed);
      if (end < 0) return;
      this.#skipping = false;
      this.#line++;
      fresh = fresh.subarray(end + 1);
    }
    this.#drain(this.#carry.length === 0 ? fresh : joined(this.#carry, fresh), false);
  }

  finish(): void {
    if (!this.#skipping && this.#carry.length > 0) this.#drain(this.#carry, true);
    this.#carry = nothing;
  }

  #drain(data: Uint8Array, final: boolean): void {
    let start = 0;
    while (start < data.length) {
      const next = this.#record(data, start, final);
      if (next < 0) break;
      start = next;
    }
    const rest = data.length - start;
    if (rest > longestLine) {
      this.consumer.tooLong(data.subarray(start, start + 4096), this.#line);
      this.#carry = nothing;
      const end = data.indexOf(lineFeed, start);
      this.#skipping = end < 0;
      if (end < 0) return;
      this.#line++;
      this.#drain(data.subarray(end + 1), final);
      return;
    }
    this.#carry = rest > 0 ? data.slice(start) : nothing;
  }

  /** Hands over the record at `start`; returns where the next one begins, or −1 where its end is not here yet. */
  #record(data: Uint8Array, start: number, final: boolean): number {
    let firstBreak = -1;
    let lines = 0;
    for (let search = start; ;) {
      const found = data.indexOf(lineFeed, search);
      if (found < 0 && !final) return -1;
      const at = found < 0 ? data.length : found;
      if (firstBreak < 0) firstBreak = at;
      if (firstBreak - start > longestLine) return this.#tooLong(data, start, firstBreak);
      lines++;
      const open = this.consumer.line(data, start, withoutReturn(data, start, at), this.#line);
      if (!open) {
        this.#line += lines;
        return at + 1;
      }
      if (at >= data.length || at - start > longestQuotedRecord) {
        this.consumer.unterminated(data, start, withoutReturn(data, start, firstBreak), this.#line);
        this.#line++;
        return firstBreak + 1;
      }
      search = at + 1;
    }
  }

  #tooLong(data: Uint8Array, start: number, end: number): number {
    this.consumer.tooLong(data.subarray(start, start + 4096), this.#line);
    this.#line++;
    return end + 1;
  }
}

function withoutReturn(data: Uint8Array, start: number, end: number): number {
  return end > start && data[end - 1] === carriageReturn ? end - 1 : end;
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  const result = new Uint8Array(left.length + right.length);
  result.set(left);
  result.set(right, left.length);
  return result;
}
