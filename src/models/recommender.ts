import type { z } from 'zod';
import type { Backend, Scope, Tensor } from '../compute/backend';
import type { Dataset, Warning } from '../data/dataset';
import type { LocalizedText } from '../language';
import type { OptimizerOptions } from '../nn/optimizers';
import type { RangeTest } from '../nn/range-test';
import type { TrainingState } from '../nn/trainer';
import type { NeighbourPath } from '../similarity/neighbour-path';

export type { TrainingState } from '../nn/trainer';

/** Row u: indices[offsets[u] … offsets[u + 1]). */
export interface ListedItems {
  readonly offsets: Uint32Array;
  readonly indices: Uint32Array;
}

/**
 * A model. It is built for one fit (`entry.create(params)`), keeps what it learned on the device in scopes of its
 * own, and gives all of it back in `dispose`.
 */
export interface Recommender {
  /** The scores are predicted ratings: evaluation says what that means where such a model ranks. */
  readonly scoresAreRatings?: boolean;

  /** Scores are logits: σ(score) is the chance that the user chooses the item rather than one of `negatives` sampled ones. */
  readonly logits?: { readonly negatives: number } | null;

  /** Learns from `train`. Deterministic: equal data, parameters, seed and adapter give equal bits. */
  fit(train: Dataset, context: FitContext): Promise<void>;

  /** Device bytes that the fit, and for rating models predicting, will take at most on this backend. */
  plan?(train: Dataset, backend: Backend, training: TrainingOptions): number | Promise<number>;

  /**
   * Prepares scoring: from then on `scorer.score(users)` runs the kernels that write the scores of these users for
   * every item into `scorer.out`, which stays on the device: f32[users × items], row-major, higher is better,
   * rows beyond the users given are left alone. At most `tile` users at a time.
   *
   * @param listed of each user the only items whose scores will be looked at; a model may leave out the others
   */
  scorer(scope: Scope, tile: number, listed?: ListedItems | null): Promise<Scorer>;

  /** Predicted ratings, unclipped, of (users[i], items[i]). Rating models only. */
  predict?(users: Uint32Array, items: Uint32Array): Promise<Float32Array>;

  /** Why `item` is recommended to `user`. The shares add up to the score. */
  explain?(user: number, item: number): Promise<Explanation>;

  /** The `count` nearest users or items by the model's own measure, nearest first. */
  neighbours?(axis: 'user' | 'item', code: number, count: number): Promise<readonly Neighbour[]>;

  /** Learns from single events without a refit. */
  update?(events: readonly ModelEvent[]): Promise<void>;

  /**
   * Before the test part is measured: what users did after the training part (the validation part). A model that reads
   * histories reads it too from then on (Kang & McAuley 2018, §4); it learns nothing from it.
   */
  observe?(later: Dataset): void;

  /** What a fitted model consists of, by name, for model files; `fromTensors` on a new instance restores it. */
  toTensors?(): Promise<ReadonlyMap<string, NamedTensor>>;
  /** The fitted model as an ONNX file, where its scores can be computed from what stands in one. */
  toOnnx?(): Promise<Uint8Array<ArrayBuffer> | null>;
  fromTensors?(tensors: ReadonlyMap<string, NamedTensor>, train: Dataset, context: FitContext): Promise<void>;

  dispose(): void;
}

export interface Scorer {
  readonly out: Tensor<'f32'>;
  readonly tile: number;
  score(users: Uint32Array): void;
}

export interface FitContext {
  readonly backend: Backend;
  readonly seed: number;
  readonly training: TrainingOptions;
  /** Tells how far the fit is; cheap, may be called often. `metrics` are names like `rmse` or `loss`. */
  readonly report: (progress: FitProgress) => void;
  /**
   * Between two pieces of work (≤ 100 ms): waits while paused, lets messages in, throws `Cancelled` on cancel,
   * and returns `stop` when the researcher wants what there is so far.
   */
  readonly checkpoint: () => Promise<'go' | 'stop'>;
  /** Measures the model as it is now on the validation part (null where there is none). */
  readonly validate: (() => Promise<Readonly<Record<string, number>>>) | null;
  readonly warn: (warning: Warning) => void;
  /** How a fit finds neighbours, where it finds any: the record says it. */
  neighboursBy?(path: NeighbourPath): void;
  /** Where an interrupted fit goes on, as `keep` was given it; a model that cannot go on begins anew. */
  readonly resume?: TrainingState | null;
  /** Offers the state after an epoch; it is read only when the lab wants to keep one now. */
  keep?(read: () => Promise<TrainingState>): Promise<void>;
}

export interface FitProgress {
  readonly phase: LocalizedText;
  readonly step: number;
  readonly total: number;
  /** For iterative models: the epoch that just ended (from 1) and what was measured. */
  readonly epoch?: number;
  readonly metrics?: Readonly<Record<string, number>>;
  /** Samples since the fit began, for the rate. */
  readonly samples?: number;
}

export interface TrainingOptions {
  readonly epochs: number;
  readonly batchSize: number;
  readonly optimizer: OptimizerOptions;
  readonly loss: 'mse' | 'bce';
  readonly earlyStopping: { readonly metric: string; readonly patience: number } | null;
  /** Measures the gradients' and the weights' norm each epoch (default false). */
  readonly norms?: boolean;
  /** Instead of a training: the learning-rate range test. */
  readonly rangeTest?: RangeTest;
}

export interface Neighbour {
  readonly code: number;
  readonly similarity: number;
  /** Entries in common. */
  readonly support: number;
}

export interface Explanation {
  readonly score: number;
  /** What the score starts from (a mean or a baseline); 0 in ranking forms. */
  readonly base: number;
  /** The item's rank among the items that the user has not interacted with, from 1; ranking forms only. */
  readonly rank?: number;
  readonly parts: readonly {
    readonly axis: 'user' | 'item';
    readonly code: number;
    readonly similarity: number;
    readonly value: number;
    readonly share: number;
    /** Content models: the features that it has in common with the item, those that count most first. */
    readonly common?: readonly LocalizedText[];
    /** The rank it would have without this interaction (or this neighbour); given for the largest shares. */
    readonly rankWithout?: number;
  }[];
}

export interface ModelEvent {
  readonly kind: 'set' | 'remove';
  readonly user: number;
  readonly item: number;
  readonly rating: number;
  readonly timestamp: number;
}

export interface NamedTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Uint32Array;
}

/** The researcher cancelled: nothing of the run is kept. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

export type Task = 'rating' | 'ranking';

/** What the registry holds of a model; the form, file validation, sweeps, reports and documentation derive from it. */
export interface ModelEntry<S extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly label: LocalizedText;
  readonly summary: LocalizedText;
  /** Author, year, title, venue. */
  readonly paper: string;
  readonly tasks: readonly Task[];
  /** Whether the `training` block of the experiment applies. */
  readonly trained: boolean;
  /** It steps by a rule of its own: of the training block only the epochs and early stopping apply. */
  readonly ownSteps?: true;
  readonly params: S;
  create(params: z.output<S>, task: Task): Recommender;
}
