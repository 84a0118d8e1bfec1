import { SUMS_OF, type CoRatedSums } from '../../compute/contracts/similarity';
import { similarityFunction, type SimilarityFunction } from '../../compute/cpu/similarity';
import type { FeatureMatrix } from '../features';
import type { NeighbourLists } from '../neighbour-lists';
import type { SimilarityOptions } from '../options';
import { ExactLists } from './exact-lists';
import { addExactly, exactSum, SUM_PARTS } from './exact-sum';
import { FeatureValues } from './feature-values';
import type { LiveSimilarity } from './live-similarity';
import { PairSums } from './pair-sums';
import { loadProductSums, PRODUCT_SUMS, addProducts } from './product-sums';

/** Kinds of sums of measures that look at nothing of an entity but what it shares with the other. */
const SHARED_ONLY: readonly CoRatedSums[] = ['distance', 'norms', 'moments'];

/**
 * Similarities over values that depend on everyone who has the feature: deviations from a feature's mean (adjusted
 * cosine), and square roots weighted by how rare the feature is (TF-IDF).
 *
 * An event on (entity, feature) moves the values of all who have the feature, and with them the pairs among these: for
 * item k-NN the pairs of the user's items, whatever the number of users. Sums are exact (`addExactly`): they hold what
 * a fresh start on the same data would, to the bit. A new entity changes N and so every weight of TF-IDF; the sums are
 * then made anew when they are next asked for.
 */
export class FeatureRelativeSimilarity implements LiveSimilarity {
  readonly byFeature: Map<number, number>[] = [];
  readonly byEntity: Map<number, number>[] = [];
  readonly lists: ExactLists;
  readonly #values: FeatureValues;
  readonly #kind: CoRatedSums;
  readonly #of: SimilarityFunction;
  #sums: PairSums;
  /** Σx² of each entity, in two parts */
  #squares = new Float64Array(0);
  /** Whether the sums are those of other weights. */
  #outdated = false;

  constructor(
    readonly spec: SimilarityOptions,
    readonly k: number,
  ) {
    this.#kind = SUMS_OF[spec.measure];
    this.#of = similarityFunction(spec, 0);
    this.#values = new FeatureValues(spec);
    this.#sums = new PairSums(1 + SUM_PARTS * PRODUCT_SUMS[this.#kind]);
    this.lists = new ExactLists(k, (entity, offer) =>
      this.forEach(entity, (b, similarity) => offer(b, Math.fround(similarity))),
    );
  }

  /**
   * As if every entry of `given` had been set.
   * @param weighted the same entries as the measure wants them
   */
  static from(
    given: FeatureMatrix,
    weighted: FeatureMatrix,
    spec: SimilarityOptions,
    k: number,
    lists: NeighbourLists | null = null,
  ): FeatureRelativeSimilarity {
    const similarity = new FeatureRelativeSimilarity(spec, k);
    const { entities, features, offsets, indices, values } = given;
    similarity.grow(entities, features);
    for (let a = 0; a < entities; a++) {
      for (let p = offsets[a]!; p < offsets[a + 1]!; p++) {
        similarity.byFeature[indices[p]!]!.set(a, values[p]!);
        similarity.byEntity[a]!.set(indices[p]!, values[p]!);
        addExactly(similarity.#squares, SUM_PARTS * a, weighted.values[p]! ** 2, 1);
      }
    }
    loadProductSums(similarity.#sums, weighted, similarity.#kind);
    similarity.#outdated = false;
    if (lists) similarity.lists.load(lists);
    else similarity.lists.invalidateAll();
    return similarity;
  }

  grow(entities: number, features: number): void {
    while (this.byFeature.length < features) this.byFeature.push(new Map());
    if (entities <= this.byEntity.length) return;
    while (this.byEntity.length < entities) this.byEntity.push(new Map());
    if (SUM_PARTS * entities > this.#squares.length) {
      const squares = new Float64Array(2 * SUM_PARTS * entities);
      squares.set(this.#squares);
      this.#squares = squares;
    }
    this.#sums.grow(entities);
    this.lists.grow(entities);
    if (!this.#values.dependOnEntities) return;
    this.#outdated = true;
    this.lists.invalidateAll();
  }

  set(entity: number, feature: number, value: number): void {
    this.grow(entity + 1, feature + 1);
    this.#change(entity, feature, () => {
      // Out and in again, so that a changed entry is the latest.
      this.byEntity[entity]!.delete(feature);
      this.byEntity[entity]!.set(feature, value);
      this.byFeature[feature]!.delete(entity);
      this.byFeature[feature]!.set(entity, value);
    });
  }

  remove(entity: number, feature: number): void {
    if (!this.byEntity[entity]?.has(feature)) return;
    this.#change(entity, feature, () => {
      this.byEntity[entity]!.delete(feature);
      this.byFeature[feature]!.delete(entity);
    });
  }

  #change(entity: number, feature: number, apply: () => void): void {
    if (this.#outdated) return apply();
    const before = this.#valuesOf(feature);
    apply();
    const after = this.#valuesOf(feature);
    this.#move(before, after);
    if (!SHARED_ONLY.includes(this.#kind)) {
      // Whole entities changed, and each of them is near to nearly all.
      this.lists.invalidateAll();
      return;
    }
    this.lists.invalidate(entity);
    for (const other of after.keys()) this.lists.invalidate(other);
  }

  #valuesOf(feature: number): ReadonlyMap<number, number> {
    return this.#values.of(this.byFeature[feature]!, this.byEntity.length);
  }

  /** Takes the products of one feature's values out of all sums, and those of its values as they are now in. */
  #move(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): void {
    const entities = [...new Set([...before.keys(), ...after.keys()])];
    const old = entities.map((a) => before.get(a));
    const now = entities.map((a) => after.get(a));
    entities.forEach((a, i) => {
      if (old[i] !== undefined) addExactly(this.#squares, SUM_PARTS * a, old[i] ** 2, -1);
      if (now[i] !== undefined) addExactly(this.#squares, SUM_PARTS * a, now[i] ** 2, 1);
      entities.forEach((b, j) => {
        if (i === j || (old[i] === now[i] && old[j] === now[j])) return;
        const offset = this.#sums.ensure(a, b);
        const sums = this.#sums.sumsOf(a);
        if (old[i] !== undefined && old[j] !== undefined)
          addProducts(sums, offset, this.#kind, old[i], old[j], -1);
        if (now[i] !== undefined && now[j] !== undefined)
          addProducts(sums, offset, this.#kind, now[i], now[j], 1);
      });
    });
  }

  /** The sums, made anew where the number of entities changed what they are sums of. */
  get #present(): PairSums {
    if (!this.#outdated) return this.#sums;
    this.#outdated = false;
    this.#sums = new PairSums(this.#sums.width);
    this.#sums.grow(this.byEntity.length);
    this.#squares.fill(0);
    for (let feature = 0; feature < this.byFeature.length; feature++)
      this.#move(new Map(), this.#valuesOf(feature));
    return this.#sums;
  }

  similarity(a: number, b: number): number {
    const sums = this.#present;
    const offset = sums.find(a, b);
    return offset < 0 ? 0 : this.#similarity(a, b, sums.sumsOf(a), offset);
  }

  #similarity(a: number, b: number, sums: Float64Array, offset: number): number {
    const n = sums[offset]!;
    const sum = (index: number) =>
      index < PRODUCT_SUMS[this.#kind] ? exactSum(sums, offset + 1 + SUM_PARTS * index) : 0;
    const [countA, countB] = [this.byEntity[a]!.size, this.byEntity[b]!.size];
    const [normA, normB] = [this.norm(a), this.norm(b)];
    return this.#of(n, sum(0), sum(1), sum(2), sum(3), sum(4), countA, countB, normA, normB);
  }

  support(a: number, b: number): number {
    const sums = this.#present;
    const offset = sums.find(a, b);
    return offset < 0 ? 0 : sums.sumsOf(a)[offset]!;
  }

  forEach(a: number, visit: (b: number, similarity: number) => void): void {
    if (a < this.byEntity.length)
      this.#present.forEach(a, (b, sums, offset) => visit(b, this.#similarity(a, b, sums, offset)));
  }

  /** √Σx² of an entity, of its values as the measure has them. */
  norm(entity: number): number {
    return Math.sqrt(Math.max(0, exactSum(this.#squares, SUM_PARTS * entity)));
  }
}
