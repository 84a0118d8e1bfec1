import { idIndex } from '../id-index';
import type { IdIndex } from '../interactions';
import { decodeUtf8 } from './utf8';

/**
 * Gives ids their codes straight from the bytes of a line: a hash table over the bytes seen so far. A string is made
 * only once an id, which is what makes a million rows take a fraction of a second.
 */
export class ByteIds {
  readonly #ids: string[] = [];
  #slots = new Int32Array(1024).fill(-1);
  #hashes = new Int32Array(512);
  #bytes = new Uint8Array(4096);
  #ends = new Uint32Array(512);
  #used = 0;

  get size(): number {
    return this.#ids.length;
  }

  add(bytes: Uint8Array, start: number, end: number): number {
    let hash = 0x811c9dc5;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
    hash ^= hash >>> 15;
    const mask = this.#slots.length - 1;
    let slot = (Math.imul(hash, 0x2c1b3c6d) >>> 8) & mask;
    for (;;) {
      const code = this.#slots[slot]!;
      if (code < 0) return this.#insert(slot, hash, bytes, start, end);
      if (this.#hashes[code] === hash && this.#equals(code, bytes, start, end)) return code;
      slot = (slot + 1) & mask;
    }
  }

  index(): IdIndex {
    return idIndex(this.#ids);
  }

  #equals(code: number, bytes: Uint8Array, start: number, end: number): boolean {
    const begin = code === 0 ? 0 : this.#ends[code - 1]!;
    const length = end - start;
    if (this.#ends[code]! - begin !== length) return false;
    for (let index = 0; index < length; index++) {
      if (this.#bytes[begin + index] !== bytes[start + index]) return false;
    }
    return true;
  }

  #insert(slot: number, hash: number, bytes: Uint8Array, start: number, end: number): number {
    const code = this.#ids.length;
    const piece = bytes.subarray(start, end);
    if (this.#used + piece.length > this.#bytes.length) {
      const grown = new Uint8Array(2 * (this.#used + piece.length));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    if (code === this.#ends.length) {
      this.#ends = doubled(this.#ends, Uint32Array);
      this.#hashes = doubled(this.#hashes, Int32Array);
    }
    this.#bytes.set(piece, this.#used);
    this.#used += piece.length;
    this.#ends[code] = this.#used;
    this.#hashes[code] = hash;
    this.#slots[slot] = code;
    this.#ids.push(decodeUtf8(bytes, start, end));
    if (2 * this.#ids.length > this.#slots.length) this.#rehash();
    return code;
  }

  #rehash(): void {
    const slots = new Int32Array(4 * this.#slots.length).fill(-1);
    const mask = slots.length - 1;
    for (let code = 0; code < this.#ids.length; code++) {
      let slot = (Math.imul(this.#hashes[code]!, 0x2c1b3c6d) >>> 8) & mask;
      while (slots[slot]! >= 0) slot = (slot + 1) & mask;
      slots[slot] = code;
    }
    this.#slots = slots;
  }
}

function doubled<T extends Uint32Array | Int32Array>(array: T, type: new (length: number) => T): T {
  const grown = new type(2 * array.length);
  grown.set(array);
  return grown;
}
