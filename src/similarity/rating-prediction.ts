import type { Backend } from '../compute/backend';
import type { Dataset } from '../data/dataset';
import type { Baselines } from './baselines';
import { chooseNearest } from './choose';
import { centring, type Centring, type CentringName } from './centring';
import type { FeatureMatrix } from './features';
import type { Axis, MeasureSpec } from './options';
import { PairSimilarity } from './pair-similarity';
import { NeighbourPredictor } from './prediction';

export interface RatingOptions {
  readonly axis: Axis;
  readonly centring: CentringName;
  /** k */
  readonly neighbours: number;
  /** With fewer, a prediction is its base alone. */
  readonly minNeighbours: number;
}

/** One neighbour's part in a prediction. */
export interface RatingPart {
  readonly entity: number;
  readonly similarity: number;
  /** What it brings: its rating less what it is centred on. */
  readonly value: number;
  /** What it adds to the base. */
  readonly share: number;
}

/**
 * Ratings predicted by k nearest neighbours after Surprise's documented formulas (see `Centring`): of those who
 * are in the list, the k most similar, of which only positive similarities count.
 */
export class RatingPrediction {
  readonly #centring: Centring;
  readonly #predictor: NeighbourPredictor;
  readonly #pair: PairSimilarity;

  constructor(
    readonly backend: Backend,
    readonly train: Dataset,
    readonly matrix: FeatureMatrix,
    spec: MeasureSpec,
    readonly options: RatingOptions,
    baselines?: Baselines,
  ) {
    this.#centring = centring(train, options.axis, options.centring, baselines);
    this.#predictor = new NeighbourPredictor(backend, matrix, spec, this.#centring.lists, options.neighbours);
    this.#pair = new PairSimilarity(matrix, spec);
  }

  /**
   * Unclipped ratings of (users[p], items[p]); NaN where there is nothing to go by: an unknown user or item (the bias
   * model still knows what it knows), or too few neighbours without centring.
   */
  async predict(users: Uint32Array, items: Uint32Array): Promise<Float32Array> {
    const [entities, lists] = this.options.axis === 'user' ? [users, items] : [items, users];
    const { means, found } = await this.#predictor.predict(entities, lists, () => this.backend.finish());
    return Float32Array.from(entities, (entity, p) => this.#rating(entity, lists[p]!, means[p]!, found[p]!));
  }

  #rating(entity: number, list: number, mean: number, found: number): number {
    const { matrix, options } = this;
    const { offsets } = this.#centring.lists;
    const known =
      matrix.offsets[entity + 1]! > matrix.offsets[entity]! && offsets[list + 1]! > offsets[list]!;
    if (!known && options.centring !== 'baseline') return NaN;
    const base = this.#centring.base(entity, list);
    if (known && found >= options.minNeighbours) return base + this.#centring.scale(entity) * mean;
    return options.centring === 'none' ? NaN : base;
  }

  /** The prediction for one pair taken apart: base + Σ share is the rating. */
  explain(user: number, item: number): { readonly base: number; readonly parts: readonly RatingPart[] } {
    const { axis, neighbours, minNeighbours } = this.options;
    const [entity, list] = axis === 'user' ? [user, item] : [item, user];
    const { offsets, indices, values } = this.#centring.lists;
    const [start, end] = [offsets[list]!, offsets[list + 1]!];
    const base = this.#centring.base(entity, list);
    this.#pair.choose(entity);
    const similarities = Float32Array.from(indices.subarray(start, end), (other) =>
      other === entity ? 0 : this.#pair.similarity(other),
    );
    const chosen = chooseNearest(similarities, neighbours);
    if (chosen.length < minNeighbours) return { base, parts: [] };
    const weights = chosen.reduce((sum, i) => sum + similarities[i]!, 0);
    const scale = this.#centring.scale(entity);
    const parts = chosen.map((i) => ({
      entity: indices[start + i]!,
      similarity: similarities[i]!,
      value: values[start + i]!,
      share: (scale * similarities[i]! * values[start + i]!) / weights,
    }));
    return { base, parts };
  }

  dispose(): void {
    this.#predictor.dispose();
  }
}
