import type { Activation } from '../activation';
import type { Operation, Scope, Tensor } from '../backend';

/** Kernels of the area `nn`: what a network's layers and losses are made of. */
export interface NnKernels {
  advanceBatch(scope: Scope, spec: AdvanceBatchSpec): Operation;
  denseRows(scope: Scope, spec: DenseRowsSpec): Operation;
  gatherRows(scope: Scope, spec: GatherRowsSpec): Operation;
  sparseDense(scope: Scope, spec: SparseDenseSpec): Operation;
  sampledDense(scope: Scope, spec: SampledDenseSpec): Operation;
  batchColumns(scope: Scope, spec: BatchColumnsSpec): Operation;
  sparseOuter(scope: Scope, spec: SparseOuterSpec): Operation;
  sampledLoss(scope: Scope, spec: SampledLossSpec): Operation;
  loss(scope: Scope, spec: LossSpec): Operation;
  sumLoss(scope: Scope, spec: SumLossSpec): Operation;
  columnSums(scope: Scope, spec: ColumnSumsSpec): Operation;
  applyActivation(scope: Scope, spec: ApplyActivationSpec): Operation;
  activationGradient(scope: Scope, spec: ActivationGradientSpec): Operation;
  dropout(scope: Scope, spec: DropoutSpec): Operation;
  advanceLevel(scope: Scope, spec: AdvanceLevelSpec): Operation;
  factorLevel(scope: Scope, spec: FactorLevelSpec): Operation;
  samplePairs(scope: Scope, spec: SamplePairsSpec): Operation;
  sortIds(scope: Scope, spec: SortIdsSpec): Operation;
  product(scope: Scope, spec: ProductSpec): Operation;
  rowDots(scope: Scope, spec: RowDotsSpec): Operation;
  scaleRows(scope: Scope, spec: ScaleRowsSpec): Operation;
  groupLoss(scope: Scope, spec: GroupLossSpec): Operation;
  segmentSums(scope: Scope, spec: SegmentSumsSpec): Operation;
}

/** Words before the order in a batch tensor. */
export const BATCH_HEADER = 8;

/**
 * The rows of the current step, on the device: u32[BATCH_HEADER + rows]. The words are
 *   0  step of the run, from 0
 *   1  step of the epoch, from 0
 *   2  first position of the batch in the order
 *   3  rows of this batch (the last of an epoch may be smaller than `size`)
 *   4  rows of the epoch
 *   5 … 7  unused
 * and from BATCH_HEADER on the epoch's order: the row ids as shuffled.
 */
export interface Batch {
  readonly tensor: Tensor<'u32'>;
  /** Rows of a full batch. */
  readonly size: number;
}

/** Moves on to the next batch: steps + 1, first + size, rows = what is left of the epoch, at most `size`. */
export interface AdvanceBatchSpec {
  readonly batch: Batch;
}

/** A sparse matrix on the device, compressed by rows, columns ascending within a row. */
export interface SparseRows {
  readonly rows: number;
  readonly columns: number;
  /** u32[rows + 1] */
  readonly offsets: Tensor<'u32'>;
  /** u32[nonzeros] */
  readonly indices: Tensor<'u32'>;
}

/** out[r, c] = values at (row of batch position r, c), 0 where there is none and beyond the batch: f32[size × columns]. */
export interface DenseRowsSpec {
  readonly batch: Batch;
  readonly matrix: SparseRows;
  /** f32[nonzeros] */
  readonly values: Tensor<'f32'>;
  readonly out: Tensor<'f32'>;
}

/**
 * out[r, :] = table[ids[r], :] for count rows of `width`, 0 where the id is NO_ROW; ids from element `idsOffset`, the table
 * from `tableOffset`. The rows of `out` may be part of wider ones: they start at column `outColumn` of `outStride`.
 */
export interface GatherRowsSpec {
  readonly ids: Tensor<'u32'>;
  readonly idsOffset?: number;
  readonly table: Tensor<'f32'>;
  readonly tableOffset?: number;
  readonly out: Tensor<'f32'>;
  readonly outColumn?: number;
  readonly outStride?: number;
  readonly count: number;
  readonly width: number;
}

/**
 * out[r, :] = f(Σ_p values[p]·weights[column p, :] + bias) over the nonzeros p of the row of batch position r;
 * 0 beyond the batch. weights: f32[columns × width] from `weightsOffset`; out: f32[size × width].
 */
export interface SparseDenseSpec {
  readonly batch: Batch;
  readonly matrix: SparseRows;
  readonly values: Tensor<'f32'>;
  readonly weights: Tensor<'f32'>;
  readonly weightsOffset: number;
  /** Where the bias lies in `weights`, or null. */
  readonly biasOffset: number | null;
  readonly width: number;
  readonly out: Tensor<'f32'>;
  readonly activation?: Activation;
}

/**
 * A product taken only where the matrix has entries: out[p] = f(dense[r, :]·weights[column p, :] + bias[column p]) for
 * the nonzeros p of the batch's rows. dense: f32[size × width], weights: f32[columns × width], out: f32[nonzeros].
 */
export interface SampledDenseSpec {
  readonly batch: Batch;
  readonly matrix: SparseRows;
  readonly dense: Tensor<'f32'>;
  readonly weights: Tensor<'f32'>;
  readonly weightsOffset: number;
  /** Where the bias lies in `weights`. */
  readonly biasOffset: number;
  readonly width: number;
  readonly out: Tensor<'f32'>;
  readonly activation?: Activation;
}

/**
 * The batch by columns: for each column c, the batch positions r that have it and where their nonzero p lies.
 * entries: u32[columns × size × 2] pairs (r, p), r ascending, from c·size·2; counts: u32[columns].
 */
export interface BatchColumnsSpec {
  readonly batch: Batch;
  readonly matrix: SparseRows;
  readonly entries: Tensor<'u32'>;
  readonly counts: Tensor<'u32'>;
}

/** out[c, :] = Σ_(r, p) values[p]·dense[r, :] over the entries of column c (see BatchColumnsSpec): f32[columns × width]. */
export interface SparseOuterSpec {
  readonly entries: Tensor<'u32'>;
  readonly counts: Tensor<'u32'>;
  /** Rows of a full batch. */
  readonly size: number;
  readonly columns: number;
  readonly values: Tensor<'f32'>;
  readonly dense: Tensor<'f32'>;
  readonly width: number;
  readonly out: Tensor<'f32'>;
  readonly outOffset?: number;
}

/**
 * Squared error at the nonzeros of the batch's rows: L = Σ (out[p] − targets[p])² / (rows·entriesPerRow), where
 * `entriesPerRow` is the mean over all rows, so that a batch's gradient is an unbiased estimate of the whole's.
 * `values` holds out[p] before, ∂L/∂z[p] after, where out = f(z).
 */
export interface SampledLossSpec {
  readonly batch: Batch;
  readonly matrix: SparseRows;
  readonly targets: Tensor<'f32'>;
  readonly values: Tensor<'f32'>;
  readonly activation?: Activation;
  readonly entriesPerRow: number;
  /** f32[size × SAMPLED_SLOTS]: sums of squared errors, for `sumLoss`. */
  readonly partials: Tensor<'f32'>;
}

/** Invocations that share the nonzeros of a row in `sampledDense` and `sampledLoss`. */
export const SAMPLED_SLOTS = 32;

export type PointwiseLoss = 'mse' | 'bce';

/**
 * Mean loss over the batch's rows × columns, in place. `values` holds z before and ∂L/∂z after, 0 beyond the batch.
 * `mse`: (f(z) − t)²; `bce`: log(1 + eᶻ) − t·z, the cross-entropy of σ(z) (`activation` must be left out).
 */
export interface LossSpec {
  readonly kind: PointwiseLoss;
  readonly batch: Batch;
  readonly columns: number;
  /** For `mse`: z holds f(z) already, and the gradient goes through f. */
  readonly activation?: Activation;
  readonly targets: Tensor<'f32'>;
  readonly values: Tensor<'f32'>;
  /** f32[LOSS_PARTIALS]: sums of losses (not means), for `sumLoss`. */
  readonly partials: Tensor<'f32'>;
}

export const LOSS_PARTIALS = 4096;

/** losses[step of the epoch] = Σ partials, in a fixed order. The count of partials is a multiple of 4. */
export interface SumLossSpec {
  readonly batch: Batch;
  readonly partials: Tensor<'f32'>;
  readonly losses: Tensor<'f32'>;
}

/** out[j] = Σ_i a[i, j], f32[columns] from `outOffset`. */
export interface ColumnSumsSpec {
  readonly a: Tensor<'f32'>;
  readonly rows: number;
  readonly columns: number;
  readonly out: Tensor<'f32'>;
  readonly outOffset?: number;
}

/** out = f(z), element by element. */
export interface ApplyActivationSpec {
  readonly activation: Activation;
  readonly z: Tensor<'f32'>;
  readonly out: Tensor<'f32'>;
  readonly count: number;
}

/**
 * gradient ← gradient·f′, in place. f′ comes from y = f(z), which `y` holds; `gelu` cannot be undone, so there `y`
 * holds z.
 */
export interface ActivationGradientSpec {
  readonly activation: Activation;
  readonly y: Tensor<'f32'>;
  readonly gradient: Tensor<'f32'>;
  readonly count: number;
}

/**
 * Inverted dropout (Srivastava et al. 2014): out[i] = a[i]/(1 − rate) where number i of the stream at this step of the
 * run is at least `rate`, else 0. The same operation on a gradient is its backward pass.
 */
export interface DropoutSpec {
  readonly batch: Batch;
  readonly rate: number;
  readonly seed: number;
  /** One a layer. */
  readonly stream: string;
  readonly a: Tensor<'f32'>;
  readonly out: Tensor<'f32'>;
  readonly count: number;
}

/**
 * Ratings in levels: within a level no user and no item comes twice, and each rating stands in a later level than those
 * before it that share its user or item. Running the levels in order, each at once, equals running the ratings one by
 * one. u32: [level about to run + 1 (0 before the first), levels, …], then offsets[levels + 1] at LEVELS_HEADER, then
 * from LEVELS_HEADER + levels + 1 on the ratings' numbers.
 */
export type LevelPlan = Tensor<'u32'>;

export const LEVELS_HEADER = 4;

/** Moves to the next level. */
export interface AdvanceLevelSpec {
  readonly plan: LevelPlan;
}

/**
 * One step of stochastic gradient descent on a biased matrix factorisation for each rating of the current level
 * (Funk 2006; Koren, Bell & Volinsky 2009): e = r − μ − b_u − b_i − p·q; b ← b + γ(e − λb), p ← p + γ(e·q − λp),
 * q ← q + γ(e·p − λq), with the p from before. users: f32[users × (factors + 1)], rows [p, b]; items likewise.
 */
export interface FactorLevelSpec {
  readonly plan: LevelPlan;
  /** Most ratings in a level. */
  readonly widest: number;
  /** u32[2 · ratings]: user and item of each rating. */
  readonly pairs: Tensor<'u32'>;
  readonly ratings: Tensor<'f32'>;
  readonly users: Tensor<'f32'>;
  readonly items: Tensor<'f32'>;
  /** f32[ratings]: e² as it was before the step. */
  readonly errors: Tensor<'f32'>;
  readonly factors: number;
  readonly mean: number;
  readonly learningRate: number;
  readonly regularization: number;
}

/**
 * The pairs of a batch, drawn on the device. Batch position b stands for known pair number order[first + b], and for
 * `group` rows: row b·group is the pair itself, the others have its user with items that this user has not seen, drawn
 * uniformly or in proportion to their popularity, anew at each step of the run. (After 64 attempts a seen item is taken.)
 * users, items: u32[a multiple of 4, at least size·group]; NO_ROW beyond the batch.
 */
export interface SamplePairsSpec {
  readonly batch: Batch;
  readonly group: number;
  /** u32[2 · pairs]: user and item of each known pair. */
  readonly pairs: Tensor<'u32'>;
  /** What each user has seen; its columns are the items. */
  readonly seen: SparseRows;
  readonly sampling: 'uniform' | 'popularity';
  /** The items that uniform draws are from (default: all columns of `seen`). */
  readonly drawn?: Tensor<'u32'>;
  readonly seed: number;
  readonly users: Tensor<'u32'>;
  readonly items: Tensor<'u32'>;
}

/** sorted[k] = position of the k-th smallest id, equal ones by position. u32; the length is a multiple of 4. */
export interface SortIdsSpec {
  readonly ids: Tensor<'u32'>;
  readonly sorted: Tensor<'u32'>;
}

/** Columns `column` … `column + width` of rows of `stride`. */
export interface ColumnsView {
  readonly tensor: Tensor<'f32'>;
  readonly stride: number;
  readonly column: number;
}

/**
 * out[row, :] = Σ values[p, :] over the positions p with ids[p] = row, in ascending order; 0 where none has it:
 * f32[rows × width].
 */
export interface SegmentSumsSpec {
  /** u32[a multiple of 4], NO_ROW beyond the batch. */
  readonly ids: Tensor<'u32'>;
  /** The positions in order of ids (`sortIds`). */
  readonly sorted: Tensor<'u32'>;
  readonly values: ColumnsView;
  readonly rows: number;
  readonly width: number;
  readonly out: Tensor<'f32'>;
}

/** out = a∘b, or a copy of a without b, for rows × width. `out` is another tensor than a and b. */
export interface ProductSpec {
  readonly a: ColumnsView;
  readonly b?: ColumnsView;
  readonly out: ColumnsView;
  readonly rows: number;
  readonly width: number;
}

/** out[r] = Σ_k a[r, k]·b[r, k] + bias[r], f32[rows]. */
export interface RowDotsSpec {
  readonly a: Tensor<'f32'>;
  readonly b: Tensor<'f32'>;
  /** f32[rows] */
  readonly bias: Tensor<'f32'>;
  readonly rows: number;
  readonly width: number;
  readonly out: Tensor<'f32'>;
}

/** out[r, k] = scale[r]·a[r, k], f32[rows × width]. */
export interface ScaleRowsSpec {
  readonly a: Tensor<'f32'>;
  readonly scale: Tensor<'f32'>;
  readonly rows: number;
  readonly width: number;
  readonly out: Tensor<'f32'>;
}

/**
 * Losses that compare a known pair with sampled ones, mean over the known pairs of the batch, in place: `values` holds
 * scores x₀ (known), x₁, … of each group before, ∂L/∂x after, 0 beyond the batch; n = group − 1.
 * `bpr`: Σ −log σ(x₀ − x_k) / n (Rendle et al. 2009); `hinge`: Σ max(0, 1 − x₀ + x_k) / n (Weimer et al. 2008);
 * `softmax`: −log (e^x₀ / Σ e^x) over the group (sampled softmax).
 */
export interface GroupLossSpec {
  readonly kind: GroupLoss;
  readonly batch: Batch;
  readonly group: number;
  readonly values: Tensor<'f32'>;
  /** f32[size]: the loss of each group, for `sumLoss`. */
  readonly partials: Tensor<'f32'>;
}

export const GROUP_LOSSES = ['bpr', 'hinge', 'softmax'] as const;
export type GroupLoss = (typeof GROUP_LOSSES)[number];
