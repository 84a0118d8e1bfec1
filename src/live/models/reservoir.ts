import { Random, streamOf } from '../../compute/random';

/**
 * A uniform sample of fixed size of all that came, whenever one looks: algorithm R (Vitter 1985, “Random sampling with a
 * reservoir”). The t-th goes to a place drawn from t, and is let go where the reservoir has none such. The draw depends
 * on the seed and t alone.
 */
export class Reservoir<T> {
  readonly size: number;
  readonly #held: T[];
  readonly #stream: number;
  #seen: number;

  /**
   * @param size how many it holds
   * @param before what an earlier reservoir of the same seed and name held, and how many it had seen; where some of
   *   those that it held were left out, so many are held from now on: what has gone cannot be sampled any more
   */
  constructor(
    size: number,
    readonly seed: number,
    name: string,
    before: { readonly held: readonly T[]; readonly seen: number } = { held: [], seen: 0 },
  ) {
    this.#stream = streamOf(name);
    this.size = before.held.length < before.seen ? Math.min(size, before.held.length) : size;
    this.#held = [...before.held];
    this.#seen = before.seen;
  }

  get length(): number {
    return this.#held.length;
  }

  /** How many came. */
  get seen(): number {
    return this.#seen;
  }

  get held(): readonly T[] {
    return this.#held;
  }

  at(place: number): T {
    return this.#held[place]!;
  }

  /** @returns how to bring back what was there before; the latest offer first */
  offer(value: T): () => void {
    const seen = this.#seen++;
    const { length } = this.#held;
    const place = length < this.size ? length : new Random(this.seed, this.#stream, seen).below(seen + 1);
    const isTaken = place < length;
    const before = this.#held[place];
    if (place < this.size) this.#held[place] = value;
    return () => {
      this.#seen = seen;
      if (isTaken) this.#held[place] = before!;
      else this.#held.length = length;
    };
  }
}
