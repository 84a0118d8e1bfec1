import { GrowingLists, NO_NEIGHBOUR, type NeighbourLists } from '../neighbour-lists';

/**
 * The k nearest of every entity while single similarities change. A list stays exact as long as nobody outside it
 * can have overtaken its last member; where that may have happened it is marked and rebuilt when it is read.
 */
export class ExactLists {
  indices: Uint32Array = new Uint32Array(0);
  similarities: Float32Array = new Float32Array(0);
  #lengths: Uint32Array = new Uint32Array(0);
  /** The round in which each list was last exact; lists of an earlier round are stale. */
  #exactIn: Uint32Array = new Uint32Array(0);
  #round = 1;
  #entities = 0;

  /** @param rebuild offers every candidate of `entity` with its similarity, rounded to f32 */
  constructor(
    readonly k: number,
    readonly rebuild: (entity: number, offer: (index: number, similarity: number) => void) => void,
  ) {}

  get entities(): number {
    return this.#entities;
  }

  /** Makes room for entities up to `count`; their lists are empty. */
  grow(count: number): void {
    if (count > this.#lengths.length) {
      const capacity = Math.max(count, 2 * this.#lengths.length);
      const [indices, similarities] = [this.indices, this.similarities];
      this.indices = new Uint32Array(capacity * this.k).fill(NO_NEIGHBOUR);
      this.indices.set(indices);
      this.similarities = new Float32Array(capacity * this.k);
      this.similarities.set(similarities);
      this.#lengths = widened(this.#lengths, new Uint32Array(capacity));
      this.#exactIn = widened(this.#exactIn, new Uint32Array(capacity));
    }
    if (count > this.#entities) this.#exactIn.fill(this.#round, this.#entities, count);
    this.#entities = Math.max(this.#entities, count);
  }

  /** Takes over finished lists. */
  load(lists: NeighbourLists): void {
    this.indices.set(lists.indices);
    this.similarities.set(lists.similarities);
    for (let a = 0; a < this.entities; a++) {
      let length = 0;
      while (length < this.k && lists.indices[a * this.k + length] !== NO_NEIGHBOUR) length++;
      this.#lengths[a] = length;
    }
    this.#exactIn.fill(this.#round, 0, this.entities);
  }

  /** All similarities of `entity` changed: the list is rebuilt when it is next read. */
  invalidate(entity: number): void {
    this.#exactIn[entity] = 0;
  }

  /** All similarities changed; takes no longer than one list does. */
  invalidateAll(): void {
    this.#round++;
  }

  #isStale(entity: number): boolean {
    return this.#exactIn[entity] !== this.#round;
  }

  /** The similarity of `entity` with `index` is now this f32. */
  change(entity: number, index: number, similarity: number): void {
    if (this.#isStale(entity)) return;
    const start = entity * this.k;
    const length = this.#lengths[entity]!;
    const position = this.#positionOf(index, start, length);
    const full = length === this.k;
    const last = start + length - 1;
    const beatsLast =
      length === 0 ||
      before(similarity, index, this.similarities[last]!, this.indices[last]!) ||
      (position === length - 1 && similarity === this.similarities[last]!);
    if (position < 0) {
      if (!(similarity > 0) || (full && !beatsLast)) return;
      this.#insert(entity, full ? length - 1 : length, index, similarity);
      if (!full) this.#lengths[entity]!++;
      return;
    }
    // Below the last member of a full list an outsider may be nearer.
    if (full && !(similarity > 0 && beatsLast)) {
      this.invalidate(entity);
      return;
    }
    this.#remove(entity, position);
    if (similarity > 0) this.#insert(entity, length - 1, index, similarity);
    else this.#lengths[entity]!--;
  }

  #positionOf(index: number, start: number, length: number): number {
    const { indices } = this;
    for (let rank = 0; rank < length; rank++) if (indices[start + rank] === index) return rank;
    return -1;
  }

  /** Puts an entry into its place among the first `length` of the list; what stood at `length` is lost. */
  #insert(entity: number, length: number, index: number, similarity: number): void {
    const start = entity * this.k;
    let at = start + length;
    for (; at > start && before(similarity, index, this.similarities[at - 1]!, this.indices[at - 1]!); at--) {
      this.indices[at] = this.indices[at - 1]!;
      this.similarities[at] = this.similarities[at - 1]!;
    }
    this.indices[at] = index;
    this.similarities[at] = similarity;
  }

  #remove(entity: number, position: number): void {
    const start = entity * this.k;
    const end = start + this.#lengths[entity]!;
    this.indices.copyWithin(start + position, start + position + 1, end);
    this.similarities.copyWithin(start + position, start + position + 1, end);
    this.indices[end - 1] = NO_NEIGHBOUR;
    this.similarities[end - 1] = 0;
  }

  /** Length of the list of `entity`, which is exact from here until the next change. */
  read(entity: number): number {
    if (this.#isStale(entity)) {
      const list = new GrowingLists(1, this.k);
      this.rebuild(entity, (index, similarity) => {
        if (similarity >= list.least[0]!) list.offer(0, index, similarity);
      });
      const { indices, similarities } = list.sorted();
      this.indices.set(indices, entity * this.k);
      this.similarities.set(similarities, entity * this.k);
      let length = 0;
      while (length < this.k && indices[length] !== NO_NEIGHBOUR) length++;
      this.#lengths[entity] = length;
      this.#exactIn[entity] = this.#round;
    }
    return this.#lengths[entity]!;
  }

  /** Every list, exact. */
  snapshot(): NeighbourLists {
    for (let a = 0; a < this.entities; a++) this.read(a);
    const { entities, k } = this;
    return {
      entities,
      k,
      indices: this.indices.slice(0, entities * k),
      similarities: this.similarities.slice(0, entities * k),
    };
  }
}

function widened(from: Uint32Array, to: Uint32Array): Uint32Array {
  to.set(from);
  return to;
}

/** Whether (value, index) stands before (otherValue, otherIndex) in a list. */
function before(value: number, index: number, otherValue: number, otherIndex: number): boolean {
  return value > otherValue || (value === otherValue && index < otherIndex);
}
