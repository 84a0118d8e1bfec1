import type { Backend, Scope } from '../compute/backend';
import type { Dataset } from '../data/dataset';
import { fitBaselines, type Baselines } from '../similarity/baselines';
import type { SparseRows } from '../similarity/device-matrix';
import { nearestNeighbours } from '../similarity/device-neighbours';
import { featureMatrix, type FeatureMatrix } from '../similarity/features';
import { entryOf, rowsOfLists, transposeRows } from '../similarity/list-rows';
import type { NeighbourLists } from '../similarity/neighbour-lists';
import { nearestOf } from '../similarity/nearest-of';
import type { Axis, SimilarityOptions } from '../similarity/options';
import { RatingPrediction } from '../similarity/rating-prediction';
import { recencyWeighted } from '../similarity/recency';
import { sparseScorer } from '../similarity/scoring';
import { explanationOf } from './explanation';
import type { KnnParameters } from './knn-parameters';
import type {
  Explanation,
  FitContext,
  NamedTensor,
  Neighbour,
  Recommender,
  Scorer,
  Task,
} from './recommender';

/**
 * User k-NN and item k-NN. Ranking takes each entity's k nearest once and scores by Σ s·r (Dacrema et al. 2021);
 * rating prediction takes the k nearest among those who rated (Surprise), from similarities computed tile by tile.
 */
export class Knn implements Recommender {
  readonly #options: SimilarityOptions;
  readonly #matrices = new Map<Axis, FeatureMatrix>();
  #train!: Dataset;
  #context!: FitContext;
  #baselines: Baselines | undefined;
  #lists: NeighbourLists | null = null;
  #rating: RatingPrediction | null = null;

  constructor(
    readonly axis: Axis,
    readonly params: KnnParameters,
    readonly task: Task,
  ) {
    const { similarity, shrinkage, minSupport, significance, amplification, alpha, beta, featureWeighting } =
      params;
    this.#options = {
      measure: similarity,
      shrinkage,
      minSupport,
      significance,
      amplification,
      alpha,
      beta,
      featureWeighting,
    };
  }

  async fit(train: Dataset, context: FitContext): Promise<void> {
    this.#start(train, context);
    if (this.task === 'ranking') await this.#neighbourLists();
  }

  #start(train: Dataset, context: FitContext): void {
    this.#train = train;
    this.#context = context;
    if (this.params.similarity === 'pearson-baseline' || this.params.centring === 'baseline')
      this.#baselines = fitBaselines(train);
  }

  #matrix(axis: Axis): FeatureMatrix {
    let matrix = this.#matrices.get(axis);
    if (!matrix) {
      matrix = featureMatrix(this.#train, axis, this.#options, this.#baselines);
      this.#matrices.set(axis, matrix);
    }
    return matrix;
  }

  async #neighbourLists(): Promise<NeighbourLists> {
    const matrix = this.#matrix(this.axis);
    const k = Math.min(this.params.neighbours, Math.max(1, matrix.entities - 1));
    this.#lists ??= await nearestNeighbours(this.#context.backend, matrix, this.#options, k, {
      report: (step, total) =>
        this.#context.report({
          phase:
            this.axis === 'user'
              ? { en: 'Finding similar users', zh: '寻找相似用户' }
              : { en: 'Finding similar items', zh: '寻找相似物品' },
          step,
          total,
        }),
      checkpoint: this.#context.checkpoint,
    });
    return this.#lists;
  }

  #ratingPrediction(): RatingPrediction {
    const { neighbours, minNeighbours, centring } = this.params;
    this.#rating ??= new RatingPrediction(
      this.#backend,
      this.#train,
      this.#matrix(this.axis),
      this.#options,
      { axis: this.axis, centring, neighbours, minNeighbours },
      this.#baselines,
    );
    return this.#rating;
  }

  get #backend(): Backend {
    return this.#context.backend;
  }

  async scorer(scope: Scope, tile: number): Promise<Scorer> {
    const { left, right } = await this.#factors();
    return sparseScorer(this.#backend, scope, tile, left, right, this.#train.items);
  }

  /** score(u, ·) = left[u, ·] · right */
  async #factors(): Promise<{ left: SparseRows; right: SparseRows }> {
    const similar = rowsOfLists(await this.#neighbourLists(), this.params.normalise);
    if (this.axis === 'user') return { left: similar, right: this.#train.byUser };
    return {
      left: recencyWeighted(this.#train, this.params.recency),
      right: transposeRows(similar, this.#train.items),
    };
  }

  predict(users: Uint32Array, items: Uint32Array): Promise<Float32Array> {
    return this.#ratingPrediction().predict(users, items);
  }

  async explain(user: number, item: number): Promise<Explanation> {
    if (this.task === 'rating') {
      const { base, parts } = this.#ratingPrediction().explain(user, item);
      return explanationOf(
        base,
        parts.map(({ entity, similarity, value, share }) => ({
          axis: this.axis,
          code: entity,
          similarity,
          value,
          share,
        })),
      );
    }
    const { left, right } = await this.#factors();
    const parts: Explanation['parts'][number][] = [];
    for (let p = left.offsets[user]!; p < left.offsets[user + 1]!; p++) {
      const code = left.indices[p]!;
      const other = entryOf(right, code, item);
      if (other === 0) continue;
      const weight = left.values[p]!;
      // The similarity is the list's entry, the value what the user's or the neighbour's interaction weighs.
      const [similarity, value] = this.axis === 'user' ? [weight, other] : [other, weight];
      parts.push({ axis: this.axis, code, similarity, value, share: weight * other });
    }
    return explanationOf(0, parts);
  }

  async neighbours(axis: Axis, code: number, count: number): Promise<readonly Neighbour[]> {
    return nearestOf(this.#matrix(axis), this.#options, code, count);
  }

  async toTensors(): Promise<ReadonlyMap<string, NamedTensor>> {
    const { entities, k, indices, similarities } = await this.#neighbourLists();
    return new Map<string, NamedTensor>([
      ['neighbours', { shape: [entities, k], data: indices }],
      ['similarities', { shape: [entities, k], data: similarities }],
    ]);
  }

  async fromTensors(
    tensors: ReadonlyMap<string, NamedTensor>,
    train: Dataset,
    context: FitContext,
  ): Promise<void> {
    this.#start(train, context);
    const { shape, data } = tensors.get('neighbours')!;
    this.#lists = {
      entities: shape[0]!,
      k: shape[1]!,
      indices: Uint32Array.from(data),
      similarities: Float32Array.from(tensors.get('similarities')!.data),
    };
  }

  dispose(): void {
    this.#rating?.dispose();
    this.#rating = null;
  }
}
