import { Random, streamOf } from '../../compute/random';

/** A user and an item of an event. */
export interface Pair {
  readonly user: number;
  readonly item: number;
}

/**
 * A uniform sample of fixed size of all pairs that came, whenever one looks: algorithm R (Vitter 1985, “Random sampling
 * with a reservoir”). The t-th pair goes to a place drawn from t, and is let go where the reservoir has none such. The
 * draw depends on the seed and t alone.
 */
export class Reservoir {
  readonly #pairs: Pair[] = [];
  readonly #stream: number;
  #seen = 0;

  constructor(
    readonly size: number,
    readonly seed: number,
    name: string,
  ) {
    this.#stream = streamOf(name);
  }

  get length(): number {
    return this.#pairs.length;
  }

  at(place: number): Pair {
    return this.#pairs[place]!;
  }

  /** @returns how to bring back what was there before; the latest offer first */
  offer(pair: Pair): () => void {
    const seen = this.#seen++;
    const { length } = this.#pairs;
    const place = length < this.size ? length : new Random(this.seed, this.#stream, seen).below(seen + 1);
    const before = this.#pairs[place];
    if (place < this.size) this.#pairs[place] = pair;
    return () => {
      this.#seen = seen;
      if (before) this.#pairs[place] = before;
      else this.#pairs.length = length;
    };
  }
}
