import type { Operation, Scope, Tensor } from '../backend';
import type { Batch } from './nn';

/** Kernels that normalise what flows between layers by what a whole batch looks like. */
export interface NormalisationKernels {
  batchStatistics(scope: Scope, spec: BatchStatisticsSpec): Operation;
  batchNorm(scope: Scope, spec: BatchNormSpec): Operation;
  batchNormGradient(scope: Scope, spec: BatchNormGradientSpec): Operation;
}

/** Added to the variance in `batchNorm`. */
export const BATCH_NORM_EPSILON = 1e-5;

/**
 * Mean and variance (divided by n) of each column over the rows of a batch, and the running ones, which go on by the
 * share `momentum` towards the mean and the unbiased variance (divided by n − 1); a batch of one row leaves them.
 */
export interface BatchStatisticsSpec {
  readonly batch: Batch;
  /** f32[batch.size·perRow × width] */
  readonly a: Tensor<'f32'>;
  /** Rows of `a` for each row of the batch. */
  readonly perRow: number;
  readonly width: number;
  /** f32[2 × width]: means, then variances. */
  readonly out: Tensor<'f32'>;
  /** Holds the running mean and variance, f32[width] each from its offset; read and written. */
  readonly parameters: Tensor<'f32'>;
  readonly meanOffset: number;
  readonly varianceOffset: number;
  readonly momentum: number;
}

/**
 * Batch normalisation (Ioffe & Szegedy 2015): normal = (a − mean) / √(variance + ε), out = normal·scale + shift, column by
 * column; mean and variance in `statistics`, scale and shift in `parameters`, f32[width] each from its offset.
 */
export interface BatchNormSpec {
  /** f32[rows × width] */
  readonly a: Tensor<'f32'>;
  readonly statistics: Tensor<'f32'>;
  readonly meanOffset: number;
  readonly varianceOffset: number;
  readonly parameters: Tensor<'f32'>;
  readonly scaleOffset: number;
  readonly shiftOffset: number;
  readonly rows: number;
  readonly width: number;
  /** f32[rows × width] */
  readonly normal: Tensor<'f32'>;
  /** f32[rows × width] */
  readonly out: Tensor<'f32'>;
}

/**
 * The way back through `batchStatistics` and `batchNorm` together: out = ∂L/∂a, 0 in rows beyond the batch. `gradients`
 * holds ∂L/∂scale and ∂L/∂shift where `parameters` holds scale and shift.
 */
export interface BatchNormGradientSpec {
  readonly batch: Batch;
  readonly perRow: number;
  readonly width: number;
  /** ∂L/∂out: f32[batch.size·perRow × width] */
  readonly gradient: Tensor<'f32'>;
  readonly normal: Tensor<'f32'>;
  /** f32[2 × width] of `batchStatistics` */
  readonly statistics: Tensor<'f32'>;
  readonly parameters: Tensor<'f32'>;
  readonly gradients: Tensor<'f32'>;
  readonly scaleOffset: number;
  readonly shiftOffset: number;
  readonly out: Tensor<'f32'>;
}
