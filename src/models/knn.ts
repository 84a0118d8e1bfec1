import type { Backend, Scope } from '../compute/backend';
import type { Dataset } from '../data/dataset';
import { fitBaselines, type Baselines } from '../similarity/baselines';
import { nearestNeighbours } from '../similarity/device-neighbours';
import { featureMatrix, type FeatureMatrix } from '../similarity/features';
import { scoreParts } from '../similarity/score-parts';
import type { NeighbourLists } from '../similarity/neighbour-lists';
import { nearestOf } from '../similarity/nearest-of';
import { workOf } from '../similarity/neighbour-work';
import type { Axis, SimilarityOptions } from '../similarity/options';
import { LiveNeighbourhood } from '../similarity/incremental/live-neighbourhood';
import { isIncremental } from '../similarity/incremental/live-similarity';
import { planNeighbours, planPrediction } from '../similarity/plan';
import { RatingPrediction, type RatingPart } from '../similarity/rating-prediction';
import { sparseScorer } from '../similarity/scoring';
import { explanationOf, withRanks } from './explanation';
import { knnFactors, scoresWithout, type KnnFactors } from './knn-factors';
import { FINDING, notIncremental, TOO_LARGE } from './knn-messages';
import { listsOfTensors, tensorsOfLists } from './neighbour-tensors';
import { similarityOptions, type KnnParameters } from './knn-parameters';
import type {
  Explanation,
  FitContext,
  ModelEvent,
  NamedTensor,
  Neighbour,
  Recommender,
  Scorer,
  Task,
} from './recommender';

/** Pairs that an evaluation predicts at a time, for the plan. */
const PAIRS_PER_CALL = 16_384;

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
  #scoring: KnnFactors | null = null;
  #live: LiveNeighbourhood | null = null;

  constructor(
    readonly axis: Axis,
    readonly params: KnnParameters,
    readonly task: Task,
  ) {
    this.#options = similarityOptions(params);
  }

  plan(train: Dataset, backend: Backend): number {
    if (backend.kind === 'cpu') return 0;
    this.#take(train);
    const work = workOf(this.#matrix(this.axis), this.#options);
    if (this.task === 'rating') return planPrediction(backend, work, PAIRS_PER_CALL);
    return planNeighbours(backend, work, this.#options, this.params.neighbours).bytes;
  }

  async fit(train: Dataset, context: FitContext): Promise<void> {
    this.#start(train, context);
    if (this.task === 'ranking') await this.#neighbourLists();
    else
      context.neighboursBy?.(
        this.#backend.kind === 'cpu'
          ? { by: 'host', because: 'backend' }
          : { by: 'row-merge', because: 'ratings' },
      );
  }

  #start(train: Dataset, context: FitContext): void {
    this.#take(train);
    this.#context = context;
  }

  /** What was made of the same data for the plan stays. */
  #take(train: Dataset): void {
    if (this.#train === train) return;
    this.#train = train;
    this.#matrices.clear();
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
    if (this.#lists) return this.#lists;
    let phase = FINDING.sparse[this.axis];
    this.#lists = await nearestNeighbours(this.#backend, matrix, this.#options, k, {
      planned: ({ by, because }) => {
        this.#context.neighboursBy?.({ by, because });
        if (by === 'dense-tiles') phase = FINDING.dense[this.axis];
        else if (by === 'host' && because === 'memory') this.#context.warn(TOO_LARGE);
      },
      report: (step, total) => this.#context.report({ phase, step, total }),
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
    const { items } = this.#train;
    const fitted = sparseScorer(this.#backend, scope, tile, left, right, items);
    return {
      ...fitted,
      score: (users) => {
        if (!this.#live) return fitted.score(users);
        const scores = new Float32Array(users.length * items);
        users.forEach((user, t) => scores.set(this.#live!.scores(user), t * items));
        this.#backend.write(fitted.out, scores);
      },
    };
  }

  async #factors(): Promise<KnnFactors> {
    this.#scoring ??= knnFactors(this.axis, this.#train, await this.#neighbourLists(), this.params);
    return this.#scoring;
  }

  async predict(users: Uint32Array, items: Uint32Array): Promise<Float32Array> {
    const live = this.#live;
    if (!live) return this.#ratingPrediction().predict(users, items);
    return Float32Array.from(users, (user, p) => {
      const found = live.ratingParts(user, items[p]!);
      return found ? found.parts.reduce((sum, { share }) => sum + share, found.base) : NaN;
    });
  }

  /**
   * Follows single interactions on the host; costs what the user's history and the entity's neighbourhood cost,
   * whatever the number of users. Throws `ResearcherError` for Pearson on the bias model, where all biases move.
   */
  async update(events: readonly ModelEvent[]): Promise<void> {
    if (!isIncremental(this.#options)) throw notIncremental();
    this.#live ??= new LiveNeighbourhood(
      this.#train,
      { ...this.params, axis: this.axis, spec: this.#options },
      this.#lists,
      this.#baselines,
    );
    for (const { kind, user, item, rating } of events) {
      if (kind === 'set') this.#live.set(user, item, rating);
      else this.#live.remove(user, item);
    }
  }

  async explain(user: number, item: number): Promise<Explanation> {
    if (this.task === 'rating') {
      const found = this.#live
        ? (this.#live.ratingParts(user, item) ?? { base: NaN, parts: [] })
        : this.#ratingPrediction().explain(user, item);
      return explanationOf(found.base, this.#parts(found.parts));
    }
    const parts = this.#live
      ? this.#live.scoreParts(user, item)
      : scoreParts(await this.#factors(), this.axis, user, item);
    return withRanks(
      explanationOf(0, this.#parts(parts)),
      item,
      this.#seen(user),
      await this.#scoresWithout(user),
    );
  }

  #seen(user: number): ReadonlySet<number> {
    if (this.#live) return new Set(this.#live.history(user).keys());
    const { offsets, indices } = this.#train.byUser;
    return new Set(indices.subarray(offsets[user], offsets[user + 1]));
  }

  async #scoresWithout(user: number): Promise<(code: number | null) => Float64Array> {
    const live = this.#live;
    if (live) return (code) => live.scores(user, code);
    return scoresWithout(this.axis, this.#train, await this.#factors(), this.params.recency, user);
  }

  #parts(parts: readonly RatingPart[]): Explanation['parts'] {
    return parts.map(({ entity, ...part }) => ({ axis: this.axis, code: entity, ...part }));
  }

  async neighbours(axis: Axis, code: number, count: number): Promise<readonly Neighbour[]> {
    if (this.#live && axis === this.axis) return this.#live.neighbours(code, count);
    return nearestOf(this.#matrix(axis), this.#options, code, count);
  }

  async toTensors(): Promise<ReadonlyMap<string, NamedTensor>> {
    const lists = this.#live ? this.#live.similarity.lists.snapshot() : await this.#neighbourLists();
    return tensorsOfLists(lists, 'similarities');
  }

  async fromTensors(
    tensors: ReadonlyMap<string, NamedTensor>,
    train: Dataset,
    context: FitContext,
  ): Promise<void> {
    this.#start(train, context);
    this.#lists = listsOfTensors(tensors, 'similarities');
  }

  dispose(): void {
    this.#rating?.dispose();
    this.#rating = null;
  }
}
