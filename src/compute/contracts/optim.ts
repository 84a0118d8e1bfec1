import type { Operation, Scope, Tensor } from '../backend';
import type { Batch, ColumnsView } from './nn';

/** Kernels of the area `optim`: one step over all dense parameters, which lie behind one another in one buffer. */
export interface OptimKernels {
  adam(scope: Scope, spec: AdamSpec): Operation;
  sgd(scope: Scope, spec: SgdSpec): Operation;
  embeddingAdam(scope: Scope, spec: EmbeddingAdamSpec): Operation;
  embeddingSgd(scope: Scope, spec: EmbeddingSgdSpec): Operation;
  scaledSgd(scope: Scope, spec: ScaledSgdSpec): Operation;
  embeddingScaledSgd(scope: Scope, spec: EmbeddingScaledSgdSpec): Operation;
  embeddingMomentum(scope: Scope, spec: EmbeddingMomentumSpec): Operation;
  squareSums(scope: Scope, spec: SquareSumsSpec): Operation;
  rowGradients(scope: Scope, spec: RowGradientsSpec): Operation;
  clipGradient(scope: Scope, spec: ClipGradientSpec): Operation;
}

export interface OptimizerSpec {
  readonly parameters: Tensor<'f32'>;
  readonly gradients: Tensor<'f32'>;
  /** Elements of both. */
  readonly count: number;
  /** Tells the step of the epoch, which picks the row of `schedule`. */
  readonly batch: Batch;
  /** f32[steps of an epoch × SCHEDULE_WIDTH], written by the host in f64 precision rounded once. */
  readonly schedule: Tensor<'f32'>;
  /** L2 penalty: the gradient of the first `decayCount` parameters grows by weightDecay·θ. */
  readonly weightDecay: number;
  readonly decayCount: number;
}

/** Numbers a step has in the schedule: step size, ε̂ (Adam), learning rate, and one unused. */
export const SCHEDULE_WIDTH = 4;

/** Adam (Kingma & Ba 2015, algorithm 1) with stepSize and ε̂ from the schedule. */
export interface AdamSpec extends OptimizerSpec {
  readonly m: Tensor<'f32'>;
  readonly v: Tensor<'f32'>;
  readonly beta1: number;
  readonly beta2: number;
  /** AdamW (Loshchilov & Hutter 2019): θ shrinks by learningRate·weightDecay·θ instead of the gradient growing. */
  readonly decoupled?: boolean;
}

/** v ← momentum·v + g; θ ← θ − learningRate·v, or with `nesterov` θ − learningRate·(g + momentum·v) (Sutskever 2013). */
export interface SgdSpec extends OptimizerSpec {
  readonly velocity: Tensor<'f32'>;
  readonly momentum: number;
  readonly nesterov?: boolean;
}

/**
 * One step for the rows of an embedding table that a batch touched; all others stay as they are, their moments too. Each
 * touched row is one owner's: it sums the gradients of its positions in ascending order, then updates the row.
 */
export interface EmbeddingSpec {
  /** f32[rows of the table × width] */
  readonly table: Tensor<'f32'>;
  readonly width: number;
  /** u32[a multiple of 4]: the row at each position of the batch, NO_ROW beyond. */
  readonly ids: Tensor<'u32'>;
  /** The positions in order of ids (`sortIds`). */
  readonly sorted: Tensor<'u32'>;
  /** Positions g·group … g·group + group − 1 hold the same id, from position 0 on (default 1): fewer are looked at. */
  readonly group?: number;
  /** ∂L/∂(row at each position): columns of wider rows. */
  readonly gradient: ColumnsView;
  readonly batch: Batch;
  readonly schedule: Tensor<'f32'>;
  /** L2 penalty on touched rows: their gradient grows by weightDecay·θ once a step. */
  readonly weightDecay: number;
}

/** The row-sparse (“lazy”) form of Adam: moments of a row move only when it is touched. */
export interface EmbeddingAdamSpec extends EmbeddingSpec {
  readonly m: Tensor<'f32'>;
  readonly v: Tensor<'f32'>;
  readonly beta1: number;
  readonly beta2: number;
  /** AdamW: a touched row shrinks by learningRate·weightDecay·θ instead of its gradient growing. */
  readonly decoupled?: boolean;
}

/** θ ← θ − learningRate·g, without momentum. */
export type EmbeddingSgdSpec = EmbeddingSpec;

/** RMSprop: s ← ρ·s + (1 − ρ)·g²; Adagrad, where ρ = 1: s ← s + g². Then θ ← θ − learningRate·g/(√s + ε). */
export interface ScaledSgdSpec extends OptimizerSpec {
  readonly squares: Tensor<'f32'>;
  readonly rho: number;
  readonly epsilon: number;
}

/** The row-sparse form: squares of a row move only when it is touched. */
export interface EmbeddingScaledSgdSpec extends EmbeddingSpec {
  readonly squares: Tensor<'f32'>;
  readonly rho: number;
  readonly epsilon: number;
}

/** The row-sparse form of `sgd` with momentum: the velocity of a row moves only when it is touched. */
export interface EmbeddingMomentumSpec extends EmbeddingSpec {
  readonly velocity: Tensor<'f32'>;
  readonly momentum: number;
  readonly nesterov?: boolean;
}

/** out[outOffset + j] = Σ values[i]² over i ≡ j (mod parts), i < count. */
export interface SquareSumsSpec {
  readonly values: Tensor<'f32'>;
  readonly count: number;
  readonly parts: number;
  readonly out: Tensor<'f32'>;
  readonly outOffset?: number;
}

/** The summed gradient of each touched row at the first of its sorted places, zeros at all others. */
export interface RowGradientsSpec extends Pick<EmbeddingSpec, 'ids' | 'sorted' | 'gradient' | 'width'> {
  /** f32[ids × width] */
  readonly out: Tensor<'f32'>;
}

/** Where the norm √squares[step of the epoch] is above `limit`, the gradient shrinks by limit/norm, in place. */
export interface ClipGradientSpec {
  readonly batch: Batch;
  /** f32[steps of an epoch] */
  readonly squares: Tensor<'f32'>;
  readonly limit: number;
  readonly gradient: ColumnsView;
  readonly rows: number;
  readonly width: number;
}
