import { SUMS_OF, SUMS_WIDTH, type MeasureSpec } from '../compute/contracts/similarity';
import { addCoRated, type AddCoRated } from '../compute/cpu/co-rated';
import { similarityFunction, type SimilarityFunction } from '../compute/cpu/similarity';
import type { FeatureMatrix } from './features';
import { sumsKind } from './sums-kind';

/** Calls of the inner loop that are worth one extra pass over a row: see `touched`. */
const DENSE_SHARE = 0.25;

/**
 * One entity against all others on the host, in f64: each of its features scatters the entities that share it into
 * one row of sums. Sums run in ascending feature order, so that the similarity of a pair has the same bits
 * whichever of the two is the row, and whether it is taken alone or with the rest.
 */
export class RowMerge {
  readonly width: number;
  /** f64[entities × width], as `CoRatedSums` orders them (bare: `dot` where that will do); zero but for the touched entities */
  readonly sums: Float64Array;
  /** Entities that share a feature with the row, in the order in which they turned up. */
  readonly touched: Uint32Array;
  touchedCount = 0;
  /** f64[touchedCount]: what `similarities` wrote */
  readonly values: Float64Array;
  readonly #of: SimilarityFunction;
  readonly #plainCosine: boolean;
  readonly #shrinkage: number;
  readonly #add: AddCoRated;

  /** @param bare supports are not asked for: the cosines of positive values then need Σxy alone, half the work */
  constructor(
    readonly matrix: FeatureMatrix,
    spec: MeasureSpec,
    bare = false,
  ) {
    this.#plainCosine =
      spec.measure === 'cosine' &&
      spec.minSupport <= 1 &&
      spec.significance === 0 &&
      spec.amplification === 1;
    let kind = bare ? sumsKind(matrix, spec) : SUMS_OF[spec.measure];
    // Σxy of binary values is n.
    if (matrix.binary && (kind === 'product' || kind === 'dot')) kind = 'count';
    this.#add = addCoRated[kind];
    this.width = SUMS_WIDTH[kind];
    this.sums = new Float64Array(matrix.entities * this.width);
    this.touched = new Uint32Array(matrix.entities);
    this.values = new Float64Array(matrix.entities);
    this.#of = similarityFunction(spec, matrix.features);
    this.#shrinkage = spec.shrinkage;
  }

  /**
   * Sums entity `a` against all entities from `starts[f]` on in each feature f (default: all of them).
   * Call `clear` before the next.
   */
  merge(a: number, starts: Uint32Array = this.matrix.featureOffsets): void {
    const { offsets, indices, values, featureOffsets } = this.matrix;
    let updates = 0;
    for (let p = offsets[a]!; p < offsets[a + 1]!; p++)
      updates += featureOffsets[indices[p]! + 1]! - starts[indices[p]!]!;
    const scan = updates > DENSE_SHARE * this.matrix.entities;
    for (let p = offsets[a]!; p < offsets[a + 1]!; p++) {
      const f = indices[p]!;
      const [start, end] = [starts[f]!, featureOffsets[f + 1]!];
      if (!scan) this.#touch(start, end);
      this.#add(this.sums, this.matrix.featureIndices, this.matrix.featureValues, values[p]!, start, end);
    }
    if (scan) this.#scan();
  }

  #touch(start: number, end: number): void {
    const { sums, width, touched } = this;
    const { featureIndices } = this.matrix;
    let count = this.touchedCount;
    for (let q = start; q < end; q++) {
      const b = featureIndices[q]!;
      if (sums[b * width] === 0) touched[count++] = b;
    }
    this.touchedCount = count;
  }

  #scan(): void {
    const { sums, width, touched } = this;
    let count = 0;
    for (let b = 0, at = 0; at < sums.length; b++, at += width) if (sums[at] !== 0) touched[count++] = b;
    this.touchedCount = count;
  }

  /** Features that the last merged row shares with `b`; not of a bare merge. */
  support(b: number): number {
    return this.sums[b * this.width]!;
  }

  /** Similarity of `a`, the row merged last, with `b`. */
  similarity(a: number, b: number): number {
    const { sums, width, matrix } = this;
    const { offsets, norms } = matrix;
    const at = b * width;
    const n = sums[at]!;
    const countA = offsets[a + 1]! - offsets[a]!;
    const countB = offsets[b + 1]! - offsets[b]!;
    const [normA, normB] = [norms[a]!, norms[b]!];
    // A measure does not look at sums that its kind does not have; Σxy of binary values is n.
    if (width === 1) return this.#of(n, n, 0, 0, 0, 0, countA, countB, normA, normB);
    const xy = sums[at + 1]!;
    if (width === 2) return this.#of(n, xy, 0, 0, 0, 0, countA, countB, normA, normB);
    const [xx, yy] = [sums[at + 2]!, sums[at + 3]!];
    if (width === 4) return this.#of(n, xy, xx, yy, 0, 0, countA, countB, normA, normB);
    return this.#of(n, xy, xx, yy, sums[at + 4]!, sums[at + 5]!, countA, countB, normA, normB);
  }

  /** Similarities of `a`, the row merged last, with each of `touched`, in that order, in `values`. */
  similarities(a: number): Float64Array {
    const { sums, width, touched, touchedCount, values } = this;
    if (!this.#plainCosine) {
      for (let i = 0; i < touchedCount; i++) values[i] = this.similarity(a, touched[i]!);
      return values;
    }
    // The formula once more in place: without a call a pair the commonest measure is selected twice as fast.
    const { norms } = this.matrix;
    const norm = norms[a]!;
    const shrinkage = this.#shrinkage;
    const last = width - 1;
    for (let i = 0; i < touchedCount; i++) {
      const b = touched[i]!;
      const denominator = norm * norms[b]! + shrinkage;
      values[i] = denominator === 0 ? 0 : sums[b * width + last]! / denominator;
    }
    return values;
  }

  clear(): void {
    const { sums, width, touched } = this;
    if (this.touchedCount > DENSE_SHARE * this.matrix.entities) sums.fill(0);
    else
      for (let i = 0; i < this.touchedCount; i++)
        sums.fill(0, touched[i]! * width, (touched[i]! + 1) * width);
    this.touchedCount = 0;
  }
}
