import {
  SUMS_OF,
  SUMS_WIDTH,
  type CoRatedSums,
  type MeasureName,
  type MeasureSpec,
} from '../../compute/contracts/similarity';
import { similarityFunction, type SimilarityFunction } from '../../compute/cpu/similarity';
import type { FeatureMatrix } from '../features';
import type { NeighbourLists } from '../neighbour-lists';
import { isSymmetric } from '../options';
import { RowMerge } from '../row-merge';
import { ExactLists } from './exact-lists';
import type { LiveSimilarity } from './live-similarity';
import { PairSums } from './pair-sums';

/** Measures that look at nothing of an entity but what it shares with the other. */
const SHARED_ONLY: readonly MeasureName[] = ['cosine-common', 'pearson', 'msd'];

/**
 * Similarities and neighbour lists over values as they are given, following single events. After any sequence of `set` and `remove` they are
 * what a fit on the resulting data gives: counts to the bit, sums exactly for whole ratings and else up to rounding.
 *
 * An event on (entity, feature) touches the pairs of the entity with those who have the feature (for item k-NN: the
 * user's other items) and, where the measure looks at whole entities, compares the entity anew with all that share
 * anything with it. Neither grows with the number of features (for item k-NN: users).
 */
export class IncrementalSimilarity implements LiveSimilarity {
  /** entity → value, for each feature; in order of arrival */
  readonly byFeature: Map<number, number>[] = [];
  /** feature → value, for each entity; in order of arrival */
  readonly byEntity: Map<number, number>[] = [];
  readonly lists: ExactLists;
  readonly #kind: CoRatedSums;
  readonly #sums: PairSums;
  readonly #squares: number[] = [];
  #of: SimilarityFunction;
  readonly #sharedOnly: boolean;
  readonly #symmetric: boolean;

  constructor(
    readonly spec: MeasureSpec,
    readonly k: number,
  ) {
    this.#kind = SUMS_OF[spec.measure];
    this.#of = similarityFunction(spec, 0);
    this.#sharedOnly = SHARED_ONLY.includes(spec.measure);
    this.#symmetric = isSymmetric(spec);
    this.#sums = new PairSums(SUMS_WIDTH[this.#kind]);
    this.lists = new ExactLists(k, (entity, offer) =>
      this.#sums.forEach(entity, (b, sums, offset) =>
        offer(b, Math.fround(this.#similarity(entity, b, sums, offset))),
      ),
    );
  }

  /** As if every entry of `matrix` had been set. @param lists those of a fit on it, where they are known */
  static from(
    matrix: FeatureMatrix,
    spec: MeasureSpec,
    k: number,
    lists: NeighbourLists | null = null,
  ): IncrementalSimilarity {
    const { entities, features, offsets, indices, values } = matrix;
    const similarity = new IncrementalSimilarity(spec, k);
    similarity.grow(entities, features);
    for (let a = 0; a < entities; a++) {
      for (let p = offsets[a]!; p < offsets[a + 1]!; p++) {
        similarity.byFeature[indices[p]!]!.set(a, values[p]!);
        similarity.byEntity[a]!.set(indices[p]!, values[p]!);
        similarity.#squares[a]! += values[p]! ** 2;
      }
    }
    addPairSums(similarity.#sums, matrix, spec);
    if (lists) similarity.lists.load(lists);
    else similarity.lists.invalidateAll();
    return similarity;
  }

  /** Makes room for entities and features up to these counts. `set` does so by itself. */
  grow(entities: number, features: number): void {
    while (this.byEntity.length < entities) {
      this.byEntity.push(new Map());
      this.#squares.push(0);
    }
    this.#sums.grow(entities);
    this.lists.grow(entities);
    if (features <= this.byFeature.length) return;
    while (this.byFeature.length < features) this.byFeature.push(new Map());
    if (this.spec.measure !== 'log-likelihood-ratio') return;
    // The table's total is the number of features: with it every similarity changes.
    this.#of = similarityFunction(this.spec, features);
    this.lists.invalidateAll();
  }

  /** The value of (entity, feature) is now this. */
  set(entity: number, feature: number, value: number): void {
    this.grow(entity + 1, feature + 1);
    const old = this.byEntity[entity]!.get(feature);
    if (old !== undefined) this.#move(entity, feature, old, -1);
    // Out and in again, so that a changed entry is the latest.
    this.byEntity[entity]!.delete(feature);
    this.byEntity[entity]!.set(feature, value);
    this.byFeature[feature]!.delete(entity);
    this.#move(entity, feature, value, 1);
    this.byFeature[feature]!.set(entity, value);
    this.#renew(entity, feature);
  }

  /** (entity, feature) is gone; without effect where it was not there. */
  remove(entity: number, feature: number): void {
    const old = this.byEntity[entity]?.get(feature);
    if (old === undefined) return;
    this.#move(entity, feature, old, -1);
    this.byEntity[entity]!.delete(feature);
    this.byFeature[feature]!.delete(entity);
    if (this.byEntity[entity]!.size === 0) this.#squares[entity] = 0;
    this.#renew(entity, feature);
  }

  /** Adds (sign 1) or takes away (−1) what `value` brings to every pair of the entity. */
  #move(entity: number, feature: number, value: number, sign: 1 | -1): void {
    this.#squares[entity]! += sign * value * value;
    for (const [other, y] of this.byFeature[feature]!) {
      if (other === entity) continue;
      this.#add(entity, other, value, y, sign);
      this.#add(other, entity, y, value, sign);
    }
  }

  #add(a: number, b: number, x: number, y: number, sign: 1 | -1): void {
    const offset = this.#sums.ensure(a, b);
    const sums = this.#sums.sumsOf(a);
    const { width } = this.#sums;
    sums[offset]! += sign;
    // Whatever rounding left, nothing shared is nothing summed.
    if (sums[offset] === 0) {
      sums.fill(0, offset, offset + width);
      return;
    }
    if (width === 1) return;
    sums[offset + 1]! += sign * (this.#kind === 'distance' ? (x - y) ** 2 : x * y);
    if (width === 2) return;
    sums[offset + 2]! += sign * x * x;
    sums[offset + 3]! += sign * y * y;
    if (width === 4) return;
    sums[offset + 4]! += sign * x;
    sums[offset + 5]! += sign * y;
  }

  /** Tells the lists of the similarities that an event on (entity, feature) changed. */
  #renew(entity: number, feature: number): void {
    this.lists.invalidate(entity);
    for (const other of this.byFeature[feature]!.keys())
      if (other !== entity) this.lists.change(other, entity, Math.fround(this.similarity(other, entity)));
    if (this.#sharedOnly) return;
    this.#sums.forEach(entity, (other, sums, offset) => {
      // s(other, entity); a symmetric measure has it at hand.
      const similarity = this.#symmetric
        ? this.#similarity(entity, other, sums, offset)
        : this.similarity(other, entity);
      this.lists.change(other, entity, Math.fround(similarity));
    });
  }

  /** Similarity of `a` with `b`, from their sums as they are now. */
  similarity(a: number, b: number): number {
    const offset = this.#sums.find(a, b);
    return offset < 0 ? 0 : this.#similarity(a, b, this.#sums.sumsOf(a), offset);
  }

  #similarity(a: number, b: number, sums: Float64Array, offset: number): number {
    const n = sums[offset]!;
    const [countA, countB] = [this.byEntity[a]!.size, this.byEntity[b]!.size];
    const [normA, normB] = [Math.sqrt(this.#squares[a]!), Math.sqrt(this.#squares[b]!)];
    const { width } = this.#sums;
    if (width === 1) return this.#of(n, n, 0, 0, 0, 0, countA, countB, normA, normB);
    const xy = sums[offset + 1]!;
    if (width === 2) return this.#of(n, xy, 0, 0, 0, 0, countA, countB, normA, normB);
    const [xx, yy] = [sums[offset + 2]!, sums[offset + 3]!];
    if (width === 4) return this.#of(n, xy, xx, yy, 0, 0, countA, countB, normA, normB);
    return this.#of(n, xy, xx, yy, sums[offset + 4]!, sums[offset + 5]!, countA, countB, normA, normB);
  }

  /** Features that a and b share. */
  support(a: number, b: number): number {
    const offset = this.#sums.find(a, b);
    return offset < 0 ? 0 : this.#sums.sumsOf(a)[offset]!;
  }

  /** Calls `visit` with everyone who shares a feature with `a`, and their similarity. */
  forEach(a: number, visit: (b: number, similarity: number) => void): void {
    if (a < this.byEntity.length)
      this.#sums.forEach(a, (b, sums, offset) => visit(b, this.#similarity(a, b, sums, offset)));
  }

  /** √Σx² of an entity. */
  norm(entity: number): number {
    return Math.sqrt(this.#squares[entity]!);
  }

  /** Bytes of the pair sums, by far the largest part. */
  get bytes(): number {
    return this.#sums.bytes;
  }
}

/** Adds the sums of every pair of a matrix that shares a feature, a row merge an entity. */
function addPairSums(sums: PairSums, matrix: FeatureMatrix, spec: MeasureSpec): void {
  const row = new RowMerge({ ...matrix, binary: false }, spec);
  for (let a = 0; a < matrix.entities; a++) {
    row.merge(a);
    sums.load(a, row.touched.subarray(0, row.touchedCount), row.sums);
    row.clear();
  }
}
