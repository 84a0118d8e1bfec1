import { SUMS_OF, type MeasureSpec } from '../compute/contracts/similarity';
import type { FeatureMatrix } from './features';
import type { GrowingLists } from './neighbour-lists';
import { PairSimilarity } from './pair-similarity';
import { RowMerge } from './row-merge';

/** Half a unit in the last place of 1 in f32. */
const EPSILON = 2 ** -24;

/** Decides in f64 which of a row's candidates from the device are its k nearest. */
export class NeighbourJudge {
  readonly #pair: PairSimilarity;
  readonly #row: RowMerge;
  readonly #relativeError: number;
  readonly #absoluteError: number;
  /** Whether f32 and f64 agree on what is positive. */
  readonly #exactZero: boolean;
  /** Rows that f32 could not decide and that were computed again in f64. */
  undecided = 0;

  constructor(
    readonly matrix: FeatureMatrix,
    spec: MeasureSpec,
    readonly lists: GrowingLists,
  ) {
    this.#pair = new PairSimilarity(matrix, spec);
    this.#row = new RowMerge(matrix, spec);
    const terms = longestRow(matrix);
    const exact = SUMS_OF[spec.measure] === 'count' || isExact(matrix);
    this.#exactZero = exact && spec.measure !== 'log-likelihood-ratio';
    // Whole ratings have exact sums; then only the formula rounds. Else every addition may, and Pearson's difference
    // of sums magnifies it by n·Σx²/variance, which ratings far from 0 bring to some 20.
    const growth = exact ? 32 : 32 + 2 * terms * (spec.measure === 'pearson' ? 20 : 1);
    this.#relativeError = growth * EPSILON * Math.max(1, spec.amplification);
    // Differences of sums have an absolute error; G² has one in proportion to the number of features.
    this.#absoluteError =
      spec.measure === 'log-likelihood-ratio' ? 64 * matrix.features * EPSILON : this.#relativeError;
  }

  /**
   * Offers the k nearest of `entity`. `candidates` are the best by f32, and no other entity's f32 similarity exceeds
   * `bound` (0: there is no other that is positive).
   */
  decide(entity: number, candidates: Uint32Array, bound: number): void {
    const { lists } = this;
    this.#pair.choose(entity);
    for (const candidate of candidates) {
      const similarity = Math.fround(this.#pair.similarity(candidate));
      if (similarity >= lists.least[entity]!) lists.offer(entity, candidate, similarity);
    }
    if (bound === 0 && this.#exactZero) return;
    if (lists.least[entity]! > bound * (1 + this.#relativeError) + this.#absoluteError) return;
    this.undecided++;
    this.#recompute(entity);
  }

  #recompute(entity: number): void {
    const { lists } = this;
    lists.clear(entity);
    this.#row.merge(entity);
    const values = this.#row.similarities(entity);
    for (let i = 0; i < this.#row.touchedCount; i++) {
      const similarity = Math.fround(values[i]!);
      const other = this.#row.touched[i]!;
      if (similarity >= lists.least[entity]! && other !== entity) lists.offer(entity, other, similarity);
    }
    this.#row.clear();
  }
}

function longestRow({ offsets }: FeatureMatrix): number {
  let longest = 0;
  for (let a = 0; a + 1 < offsets.length; a++) longest = Math.max(longest, offsets[a + 1]! - offsets[a]!);
  return longest;
}

/** Whether all sums (of values, squares and products, times n) are integers, in halves, that f32 holds exactly. */
function isExact(matrix: FeatureMatrix): boolean {
  let greatest = 0;
  for (let p = 0; p < matrix.values.length; p++) {
    const value = matrix.values[p]!;
    if (!Number.isInteger(2 * value)) return false;
    greatest = Math.max(greatest, Math.abs(value));
  }
  const terms = longestRow(matrix);
  return (2 * greatest * terms) ** 2 < 2 ** 24;
}
