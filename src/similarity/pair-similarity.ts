import { SUMS_OF, type CoRatedSums, type MeasureSpec } from '../compute/contracts/similarity';
import { similarityFunction, type SimilarityFunction } from '../compute/cpu/similarity';
import type { FeatureMatrix } from './features';

/**
 * One entity against single others on the host, in f64: the chosen entity's features lie open in one dense row, each
 * other walks its own. The bits are those of `RowMerge`: sums run in ascending feature order.
 */
export class PairSimilarity {
  readonly #kind: CoRatedSums;
  readonly #of: SimilarityFunction;
  /** f64[features]: the chosen entity's values, NaN where it has none */
  readonly #open: Float64Array;
  #chosen = -1;
  /** Features that the last two entities share. */
  support = 0;

  constructor(
    readonly matrix: FeatureMatrix,
    spec: MeasureSpec,
  ) {
    this.#kind = SUMS_OF[spec.measure];
    this.#of = similarityFunction(spec, matrix.features);
    this.#open = new Float64Array(matrix.features).fill(NaN);
  }

  choose(a: number): void {
    const { offsets, indices, values } = this.matrix;
    if (this.#chosen >= 0)
      for (let p = offsets[this.#chosen]!; p < offsets[this.#chosen + 1]!; p++) this.#open[indices[p]!] = NaN;
    for (let p = offsets[a]!; p < offsets[a + 1]!; p++) this.#open[indices[p]!] = values[p]!;
    this.#chosen = a;
  }

  /** Similarity of the chosen entity with `b`. */
  similarity(b: number): number {
    const { offsets, indices, values, norms } = this.matrix;
    const open = this.#open;
    const distance = this.#kind === 'distance';
    let [n, xy, xx, yy, sx, sy] = [0, 0, 0, 0, 0, 0];
    for (let p = offsets[b]!; p < offsets[b + 1]!; p++) {
      const x = open[indices[p]!]!;
      if (x !== x) continue;
      const y = values[p]!;
      n++;
      xy += distance ? (x - y) * (x - y) : x * y;
      xx += x * x;
      yy += y * y;
      sx += x;
      sy += y;
    }
    this.support = n;
    const a = this.#chosen;
    const [countA, countB] = [offsets[a + 1]! - offsets[a]!, offsets[b + 1]! - offsets[b]!];
    return this.#of(n, xy, xx, yy, sx, sy, countA, countB, norms[a]!, norms[b]!);
  }
}
