import { Random } from '../compute/random';

/** One product in twelve is sold out when the shop opens; of the others there are up to thirty. */
const SOLD_OUT = 1 / 12;
const MOST = 30;

/** How many of each item are left. The first numbers are drawn from the seed; purchases take one each. */
export class Stock {
  readonly #left: number[];

  constructor(items: number, seed: number) {
    const random = new Random(seed, 'stock');
    this.#left = Array.from({ length: items }, () =>
      random.uniform() < SOLD_OUT ? 0 : 1 + random.below(MOST),
    );
  }

  left(item: number): number {
    return Math.max(0, this.#left[item] ?? 0);
  }

  /** Puts so many of a new item on the shelves, the next one by code. */
  add(pieces = MOST): void {
    this.#left.push(pieces);
  }

  /** A purchase takes one; where none is left it is owed, and the next one that comes back pays it. */
  take(item: number): void {
    this.#left[item]!--;
  }

  giveBack(item: number): void {
    this.#left[item]!++;
  }
}
