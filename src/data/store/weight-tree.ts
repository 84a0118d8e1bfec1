import type { StoreRandom } from './random';

/** Weights that change one at a time, drawn from in logarithmic time. Each sum is made anew, so nothing drifts. */
export class WeightTree {
  /** A complete binary tree: node n has the children 2n and 2n + 1; leaves from #leaves on. */
  readonly #sums: Float64Array;
  readonly #leaves: number;

  constructor(count: number) {
    this.#leaves = 2 ** Math.ceil(Math.log2(Math.max(1, count)));
    this.#sums = new Float64Array(2 * this.#leaves);
  }

  get(index: number): number {
    return this.#sums[this.#leaves + index]!;
  }

  set(index: number, weight: number): void {
    let node = this.#leaves + index;
    this.#sums[node] = weight;
    for (node >>= 1; node >= 1; node >>= 1)
      this.#sums[node] = this.#sums[2 * node]! + this.#sums[2 * node + 1]!;
  }

  /** An index drawn with the probability of its weight. */
  pick(random: StoreRandom): number {
    let target = random.uniform() * this.#sums[1]!;
    let node = 1;
    while (node < this.#leaves) {
      node *= 2;
      const left = this.#sums[node]!;
      // An empty right half is never entered, however the rounding falls.
      if (target >= left && this.#sums[node + 1]! > 0) {
        target -= left;
        node++;
      }
    }
    return node - this.#leaves;
  }
}
