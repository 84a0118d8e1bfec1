import type { Dataset } from '../../data/dataset';
import type { Baselines } from '../baselines';
import type { CentringName } from '../centring';
import { chooseNearest } from '../choose';
import type { NearEntity } from '../nearest-of';
import type { NeighbourLists } from '../neighbour-lists';
import type { Axis, SimilarityOptions } from '../options';
import type { RatingPart } from '../rating-prediction';
import { recencyOrder } from '../recency';
import { liveSimilarity, type LiveSimilarity } from './live-similarity';
import { RunningBaselines } from './running-baselines';

export interface LiveOptions {
  readonly axis: Axis;
  readonly spec: SimilarityOptions;
  readonly neighbours: number;
  readonly minNeighbours: number;
  readonly centring: CentringName;
  readonly normalise: boolean;
  readonly recency: number;
}

/**
 * A neighbourhood model on the host that follows single interactions: what `Knn` becomes at its first update.
 * Scores, predictions and explanations mean what they mean after a fit.
 */
export class LiveNeighbourhood {
  readonly similarity: LiveSimilarity;
  readonly #baselines: RunningBaselines | null;
  readonly #items: number;
  /** Σr and Σr² over all entries, for the z-score of entities without a spread of their own. */
  #sum = 0;
  #squares = 0;
  #count = 0;

  constructor(
    train: Dataset,
    readonly options: LiveOptions,
    lists: NeighbourLists | null,
    baselines?: Baselines,
  ) {
    const entities = options.axis === 'user' ? train.users : train.items;
    const k = lists?.k ?? Math.min(options.neighbours, Math.max(1, entities - 1));
    this.similarity = liveSimilarity(train, options.axis, options.spec, k, lists);
    this.#baselines = options.centring === 'baseline' ? new RunningBaselines(train, baselines) : null;
    this.#items = train.items;
    for (const value of train.byUser.values) this.#tally(value, 1);
    if (options.axis === 'item' && options.recency !== 1) this.#orderByTime(train);
  }

  /** Histories in order of time: what comes later counts more. */
  #orderByTime(train: Dataset): void {
    for (let user = 0; user < train.users; user++) {
      const history = this.similarity.byFeature[user]!;
      history.clear();
      for (const entry of recencyOrder(train, user))
        history.set(train.byUser.indices[entry]!, train.byUser.values[entry]!);
    }
  }

  #tally(rating: number, sign: 1 | -1): void {
    this.#sum += sign * rating;
    this.#squares += sign * rating * rating;
    this.#count += sign;
  }

  set(user: number, item: number, rating: number): void {
    const [entity, feature] = this.#place(user, item);
    const old = this.similarity.byEntity[entity]?.get(feature);
    if (old !== undefined) this.#tally(old, -1);
    this.#tally(rating, 1);
    this.similarity.set(entity, feature, rating);
    this.#baselines?.set(user, item, rating);
  }

  remove(user: number, item: number): void {
    const [entity, feature] = this.#place(user, item);
    const old = this.similarity.byEntity[entity]?.get(feature);
    if (old === undefined) return;
    this.#tally(old, -1);
    this.similarity.remove(entity, feature);
    this.#baselines?.remove(user, item);
  }

  #place(user: number, item: number): readonly [entity: number, feature: number] {
    return this.options.axis === 'user' ? [user, item] : [item, user];
  }

  /**
   * Ranking scores of a user for all items: f64[items].
   * @param without as if this interaction (item k-NN) or this neighbour (user k-NN) were not there
   */
  scores(user: number, without: number | null = null): Float64Array {
    const scores = new Float64Array(this.#items);
    if (this.options.axis === 'user') {
      for (const [neighbour, weight] of this.#list(user))
        if (neighbour !== without)
          for (const [item, rating] of this.similarity.byEntity[neighbour]!) scores[item]! += weight * rating;
      return scores;
    }
    const weights = this.history(user, without);
    for (let item = 0; item < this.#items; item++)
      for (const [other, weight] of this.#list(item)) scores[item]! += weight * (weights.get(other) ?? 0);
    return scores;
  }

  /** The parts of one score: s·r of each neighbour that has a share. */
  scoreParts(user: number, item: number): RatingPart[] {
    const [owner, values] =
      this.options.axis === 'user' ? [user, this.similarity.byFeature[item]!] : [item, this.history(user)];
    return this.#list(owner).flatMap(([entity, similarity]) => {
      const value = values.get(entity);
      return value === undefined ? [] : [{ entity, similarity, value, share: similarity * value }];
    });
  }

  /** What a user's interactions weigh, by item. */
  history(user: number, without: number | null = null): ReadonlyMap<number, number> {
    const { axis, recency } = this.options;
    const all = axis === 'item' ? this.similarity.byFeature[user]! : this.similarity.byEntity[user]!;
    const history = [...all].filter(([item]) => item !== without);
    const last = history.length - 1;
    return new Map(history.map(([item, rating], position) => [item, rating * recency ** (last - position)]));
  }

  /** The list of an entity as (neighbour, weight). */
  #list(entity: number): [number, number][] {
    const { lists } = this.similarity;
    const length = lists.read(entity);
    const start = entity * lists.k;
    let sum = 0;
    for (let at = start; at < start + length; at++) sum += lists.similarities[at]!;
    return Array.from({ length }, (_, rank) => [
      lists.indices[start + rank]!,
      this.options.normalise ? lists.similarities[start + rank]! / sum : lists.similarities[start + rank]!,
    ]);
  }

  /** As `RatingPrediction.explain`, on the data as they are now; null where there is nothing to go by. */
  ratingParts(
    user: number,
    item: number,
  ): { readonly base: number; readonly parts: readonly RatingPart[] } | null {
    const { centring, neighbours, minNeighbours } = this.options;
    const [entity, list] = this.#place(user, item);
    const { byEntity, byFeature } = this.similarity;
    const known = byEntity[entity]!.size > 0 && byFeature[list]!.size > 0;
    if (!known && centring !== 'baseline') return null;
    const base = this.#base(entity, list);
    const raters = [...byFeature[list]!].filter(([other]) => other !== entity).sort(([a], [b]) => a - b);
    const similarities = Float32Array.from(raters, ([other]) => this.similarity.similarity(entity, other));
    const chosen = known ? chooseNearest(similarities, neighbours) : [];
    if (chosen.length < minNeighbours) return centring === 'none' ? null : { base, parts: [] };
    const weights = chosen.reduce((sum, i) => sum + similarities[i]!, 0);
    const scale = centring === 'z-score' ? this.#deviation(entity) : 1;
    const parts = chosen.map((i) => {
      const [other, rating] = raters[i]!;
      const spread = centring === 'z-score' ? this.#deviation(other) : 1;
      const value = (rating - this.#base(other, list)) / spread;
      return {
        entity: other,
        similarity: similarities[i]!,
        value,
        share: (scale * similarities[i]! * value) / weights,
      };
    });
    return { base, parts };
  }

  #base(entity: number, list: number): number {
    const { centring, axis } = this.options;
    if (centring === 'none') return 0;
    if (this.#baselines) {
      const { mean, users, items } = this.#baselines;
      return axis === 'user' ? mean + users[entity]! + items[list]! : mean + items[entity]! + users[list]!;
    }
    const ratings = this.similarity.byEntity[entity]!;
    return sumOf(ratings.values()) / ratings.size;
  }

  /** Standard deviation of an entity's ratings, that of all where it is 0. */
  #deviation(entity: number): number {
    const ratings = [...this.similarity.byEntity[entity]!.values()];
    const mean = sumOf(ratings) / ratings.length;
    const variance = sumOf(ratings.map((rating) => (rating - mean) ** 2)) / ratings.length;
    const overall = this.#squares / this.#count - (this.#sum / this.#count) ** 2;
    return Math.sqrt(variance) || Math.sqrt(Math.max(0, overall)) || 1;
  }

  neighbours(entity: number, count: number): NearEntity[] {
    const found: NearEntity[] = [];
    this.similarity.forEach(entity, (code, similarity) => {
      if (similarity > 0) found.push({ code, similarity, support: this.similarity.support(entity, code) });
    });
    return found
      .sort((a, b) => Math.fround(b.similarity) - Math.fround(a.similarity) || a.code - b.code)
      .slice(0, count);
  }
}

function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
