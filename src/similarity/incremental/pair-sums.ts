/** Slots a row has once it has any; a power of two. */
const FIRST_CAPACITY = 16;
const FREE = 0xffffffff;

/** Of rows that hold nothing, which in a large catalogue are many: one free slot that is never filled. */
const NO_KEYS = Uint32Array.of(FREE);
const NO_SUMS = new Float64Array();

/**
 * For each entity the sums it shares with others, as `CoRatedSums` orders them: an open-addressing hash while a row
 * is sparse, a dense row once that is no larger. Holds only pairs that met at least once; entities may be added.
 */
export class PairSums {
  readonly #rows: SumRow[] = [];

  constructor(readonly width: number) {}

  /** Makes room for entities up to `count`. */
  grow(count: number): void {
    while (this.#rows.length < count) this.#rows.push(new SumRow(this.width));
  }

  /** The sums of a's pairs, to be read where `find` or `ensure` says. Another `ensure` on a may replace them. */
  sumsOf(a: number): Float64Array {
    return this.#rows[a]!.sums;
  }

  /** Where the sums of (a, b) begin; −1 where the two never met. */
  find(a: number, b: number): number {
    return this.#rows[a]!.find(b);
  }

  /** The same, made where missing. */
  ensure(a: number, b: number): number {
    return this.#rows[a]!.ensure(b, this.#rows.length);
  }

  /** Adds to the first sum of (a, b), where there is no other; a pair that shares nothing any more is forgotten. */
  add(a: number, b: number, change: number): void {
    const offset = this.ensure(a, b);
    if ((this.sumsOf(a)[offset]! += change) === 0) this.remove(a, b);
  }

  /** Forgets (a, b), which no longer share anything; rows give room back that they no longer need. */
  remove(a: number, b: number): void {
    this.#rows[a]!.remove(b);
  }

  /** Takes the sums of a's pairs with `others` from `sums`, laid out by entity. a has none yet. */
  load(a: number, others: Uint32Array, sums: Float64Array): void {
    const row = this.#rows[a]!;
    const { width } = this;
    row.reserve(others.length, this.#rows.length);
    for (const b of others) {
      if (b === a) continue;
      const offset = row.ensure(b, this.#rows.length);
      for (let i = 0; i < width; i++) row.sums[offset + i] = sums[b * width + i]!;
    }
  }

  /** Calls `visit` with every entity that now shares a feature with `a`. */
  forEach(a: number, visit: (b: number, sums: Float64Array, offset: number) => void): void {
    this.#rows[a]!.forEach(visit);
  }

  /** Adds `weight` times the first sum of every pair of `a` to `into`, by the other entity. */
  addRow(a: number, weight: number, into: Float64Array): void {
    this.#rows[a]!.addTo(weight, into);
  }

  /** Bytes held. */
  get bytes(): number {
    return this.#rows.reduce((sum, row) => sum + row.bytes, 0);
  }
}

class SumRow {
  sums: Float64Array = NO_SUMS;
  /** Key of each slot; null once the row is dense and slot = key. */
  #keys: Uint32Array | null = NO_KEYS;
  #used = 0;

  constructor(readonly width: number) {}

  get bytes(): number {
    return this.sums.byteLength + (this.#keys?.byteLength ?? 0);
  }

  find(b: number): number {
    const slot = this.#keys ? slotOf(this.#keys, b) : b;
    const met = this.#keys ? this.#keys[slot] === b : b * this.width < this.sums.length;
    return met ? slot * this.width : -1;
  }

  ensure(b: number, entities: number): number {
    if (!this.#keys) {
      if (b * this.width >= this.sums.length)
        this.#move(null, Math.max(b + 1, (2 * this.sums.length) / this.width));
      return b * this.width;
    }
    const slot = slotOf(this.#keys, b);
    if (this.#keys[slot] === b) return slot * this.width;
    // Probing stays short while a third of the slots is free.
    if (3 * (this.#used + 1) > 2 * this.#keys.length) {
      const capacity = Math.max(FIRST_CAPACITY, 2 * this.#keys.length);
      if (capacity >= entities) this.#move(null, entities);
      else this.#move(new Uint32Array(capacity).fill(FREE), capacity);
      return this.ensure(b, entities);
    }
    this.#keys[slot] = b;
    this.#used++;
    return slot * this.width;
  }

  remove(b: number): void {
    const { width } = this;
    const offset = this.find(b);
    if (offset < 0) return;
    this.sums.fill(0, offset, offset + width);
    const keys = this.#keys;
    if (!keys) return;
    this.#used--;
    // Those that were pushed past the freed slot move back, so that searches still find them.
    const mask = keys.length - 1;
    let free = offset / width;
    for (let slot = (free + 1) & mask; keys[slot] !== FREE; slot = (slot + 1) & mask) {
      if (((slot - homeOf(keys, keys[slot]!)) & mask) < ((slot - free) & mask)) continue;
      keys[free] = keys[slot]!;
      this.sums.copyWithin(free * width, slot * width, (slot + 1) * width);
      free = slot;
    }
    keys[free] = FREE;
    this.sums.fill(0, free * width, (free + 1) * width);
    if (8 * this.#used < keys.length && keys.length > FIRST_CAPACITY)
      this.#move(new Uint32Array(keys.length / 4).fill(FREE), keys.length / 4);
  }

  /** Makes room for `count` pairs at once. */
  reserve(count: number, entities: number): void {
    let capacity = this.#keys!.length;
    while (3 * count > 2 * capacity) capacity *= 2;
    if (capacity >= entities) this.#move(null, entities);
    else if (capacity > this.#keys!.length) this.#move(new Uint32Array(capacity).fill(FREE), capacity);
  }

  /** Into other slots: hashed by `keys`, or dense. */
  #move(keys: Uint32Array | null, slots: number): void {
    const { width, sums: old } = this;
    const oldKeys = this.#keys;
    this.sums = new Float64Array(slots * width);
    this.#keys = keys;
    for (let slot = 0; slot * width < old.length; slot++) {
      const key = oldKeys ? oldKeys[slot]! : slot;
      if (key === FREE) continue;
      const target = keys ? slotOf(keys, key) : key;
      if (keys) keys[target] = key;
      // Number by number: a view of each slot would leave as many objects behind as there are pairs.
      for (let i = 0; i < width; i++) this.sums[target * width + i] = old[slot * width + i]!;
    }
  }

  forEach(visit: (b: number, sums: Float64Array, offset: number) => void): void {
    const { sums, width } = this;
    const keys = this.#keys;
    for (let slot = 0; slot * width < sums.length; slot++)
      if (sums[slot * width]! > 0) visit(keys ? keys[slot]! : slot, sums, slot * width);
  }

  addTo(weight: number, into: Float64Array): void {
    const { sums, width } = this;
    const keys = this.#keys;
    if (keys) {
      for (let slot = 0; slot < keys.length; slot++)
        if (keys[slot] !== FREE) into[keys[slot]!]! += weight * sums[slot * width]!;
      return;
    }
    // A dense row may have grown past the last entity; there it holds nothing.
    const slots = Math.min(sums.length / width, into.length);
    for (let slot = 0; slot < slots; slot++) into[slot]! += weight * sums[slot * width]!;
  }
}

/** The slot of `key`, or the free one where it would go (linear probing, Fibonacci hashing). */
function slotOf(keys: Uint32Array, key: number): number {
  const mask = keys.length - 1;
  let slot = homeOf(keys, key);
  while (keys[slot] !== FREE && keys[slot] !== key) slot = (slot + 1) & mask;
  return slot;
}

/** Where the search for `key` begins. */
function homeOf(keys: Uint32Array, key: number): number {
  return (Math.imul(key, 0x9e3779b1) >>> 8) & (keys.length - 1);
}
