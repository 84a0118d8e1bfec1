import { SUMS_OF, SUMS_WIDTH, type CoRatedSums } from '../../compute/contracts/similarity';
import { addCoRated } from '../../compute/cpu/co-rated';
import { similarityFunction, type SimilarityFunction } from '../../compute/cpu/similarity';
import { deviation } from '../deviation';
import type { FeatureMatrix } from '../features';
import type { NeighbourLists } from '../neighbour-lists';
import type { SimilarityOptions } from '../options';
import { bm25Weight, inverseDocumentFrequency, lengthSaturation } from '../weighting';
import { ExactLists } from './exact-lists';
import type { LiveSimilarity } from './live-similarity';

/**
 * Similarities over values weighted by BM25, where one event changes the mean length and with it every value a
 * little. So an event only takes note of what came or went, and similarities are made when they are read: those of one
 * entity by one row merge over the data as they are, in the order in which a fit sums. An event costs the same however
 * many entities and features there are; a list that is read costs Σ over the entity's features of those who have them.
 */
export class LengthWeightedSimilarity implements LiveSimilarity {
  readonly byFeature: Map<number, number>[] = [];
  readonly byEntity: Map<number, number>[] = [];
  readonly lists: ExactLists;
  /** Σx of each entity, and of all */
  readonly #lengths: number[] = [];
  #total = 0;
  readonly #kind: CoRatedSums;
  readonly #width: number;
  readonly #of: SimilarityFunction;
  /** The last merged row, and whether data changed since. */
  #row = -1;
  #sums = new Float64Array(0);
  readonly #touched: number[] = [];
  /** Norms as they are now, where they were asked for. */
  readonly #norms = new Map<number, number>();

  constructor(
    readonly spec: SimilarityOptions,
    readonly k: number,
  ) {
    this.#kind = SUMS_OF[spec.measure];
    this.#width = SUMS_WIDTH[this.#kind];
    this.#of = similarityFunction(spec, 0);
    this.lists = new ExactLists(k, (entity, offer) =>
      this.forEach(entity, (b, similarity) => offer(b, Math.fround(similarity))),
    );
  }

  /** As if every entry of `given` had been set. */
  static from(
    given: FeatureMatrix,
    spec: SimilarityOptions,
    k: number,
    lists: NeighbourLists | null = null,
  ): LengthWeightedSimilarity {
    const similarity = new LengthWeightedSimilarity(spec, k);
    const { entities, features, offsets, indices, values } = given;
    similarity.grow(entities, features);
    for (let a = 0; a < entities; a++)
      for (let p = offsets[a]!; p < offsets[a + 1]!; p++) similarity.#put(a, indices[p]!, values[p]!);
    if (lists) similarity.lists.load(lists);
    return similarity;
  }

  grow(entities: number, features: number): void {
    while (this.byFeature.length < features) this.byFeature.push(new Map());
    if (entities <= this.byEntity.length) return;
    while (this.byEntity.length < entities) {
      this.byEntity.push(new Map());
      this.#lengths.push(0);
    }
    this.lists.grow(entities);
    this.#changed();
  }

  set(entity: number, feature: number, value: number): void {
    this.grow(entity + 1, feature + 1);
    this.#take(entity, feature);
    this.#put(entity, feature, value);
  }

  remove(entity: number, feature: number): void {
    this.#take(entity, feature);
  }

  #put(entity: number, feature: number, value: number): void {
    this.byEntity[entity]!.set(feature, value);
    this.byFeature[feature]!.set(entity, value);
    this.#lengths[entity]! += value;
    this.#total += value;
    this.#changed();
  }

  #take(entity: number, feature: number): void {
    const old = this.byEntity[entity]?.get(feature);
    if (old === undefined) return;
    this.byEntity[entity]!.delete(feature);
    this.byFeature[feature]!.delete(entity);
    this.#lengths[entity]! -= old;
    this.#total -= old;
    this.#changed();
  }

  #changed(): void {
    this.#row = -1;
    this.#norms.clear();
    this.lists.invalidateAll();
  }

  /** Sums entity `a` against all others, unless that is what was done last. */
  #merge(a: number): void {
    if (this.#row === a) return;
    const width = this.#width;
    const entities = this.byEntity.length;
    if (this.#sums.length < width * entities) this.#sums = new Float64Array(2 * width * entities);
    else for (const b of this.#touched) this.#sums.fill(0, width * b, width * (b + 1));
    this.#touched.length = 0;
    for (const feature of [...this.byEntity[a]!.keys()].sort((left, right) => left - right)) {
      const others = Uint32Array.from(this.byFeature[feature]!.keys());
      const values = this.#valuesOf(feature);
      for (const b of others) if (this.#sums[width * b] === 0) this.#touched.push(b);
      addCoRated[this.#kind](this.#sums, others, values, values[others.indexOf(a)]!, 0, others.length);
    }
    this.#row = a;
  }

  /** The values of those who have the feature, as the measure wants them, in the order of `byFeature`. */
  #valuesOf(feature: number): Float64Array {
    const members = [...this.byFeature[feature]!];
    const idf = this.#idf(feature);
    const weights = Float64Array.from(members, ([entity, value]) => this.#weight(entity, value, idf));
    if (this.spec.measure !== 'adjusted-cosine') return weights;
    // By ascending entity, as a fit sums them: the mean has its bits.
    const order = [...weights.keys()].sort((i, j) => members[i]![0] - members[j]![0]);
    const mean = order.reduce((sum, i) => sum + weights[i]!, 0) / order.length;
    return weights.map((weight) => deviation(weight, mean));
  }

  #idf(feature: number): number {
    return inverseDocumentFrequency(this.byEntity.length, this.byFeature[feature]!.size);
  }

  #weight(entity: number, value: number, idf: number): number {
    const saturation = lengthSaturation(this.#lengths[entity]!, this.byEntity.length, this.#total);
    return bm25Weight(value, idf, saturation);
  }

  similarity(a: number, b: number): number {
    this.#merge(a);
    return this.#similarity(a, b);
  }

  #similarity(a: number, b: number): number {
    const [sums, at] = [this.#sums, this.#width * b];
    const n = sums[at]!;
    if (n === 0) return 0;
    const sum = (index: number) => (index < this.#width ? sums[at + index]! : 0);
    // Norms are asked for by the measures over all entries alone.
    const whole = this.#kind === 'product';
    return this.#of(
      n,
      sum(1),
      sum(2),
      sum(3),
      sum(4),
      sum(5),
      this.byEntity[a]!.size,
      this.byEntity[b]!.size,
      whole ? this.#norm(a) : 0,
      whole ? this.#norm(b) : 0,
    );
  }

  #norm(entity: number): number {
    let norm = this.#norms.get(entity);
    if (norm === undefined) {
      let squares = 0;
      for (const [feature, value] of this.byEntity[entity]!)
        squares += this.#weight(entity, value, this.#idf(feature)) ** 2;
      norm = Math.sqrt(squares);
      this.#norms.set(entity, norm);
    }
    return norm;
  }

  support(a: number, b: number): number {
    this.#merge(a);
    return this.#sums[this.#width * b]!;
  }

  forEach(a: number, visit: (b: number, similarity: number) => void): void {
    if (a >= this.byEntity.length) return;
    this.#merge(a);
    for (const b of this.#touched) if (b !== a) visit(b, this.#similarity(a, b));
  }
}
