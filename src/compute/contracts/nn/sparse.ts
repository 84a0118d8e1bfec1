import type { Activation } from '../../activation';
import type { Operation, Scope, Tensor } from '../../backend';
import type { Batch, SparseRows } from './batch';

/** Kernels for layers that cost what the nonzeros of a sparse matrix cost. */
export interface SparseKernels {
  denseRows(scope: Scope, spec: DenseRowsSpec): Operation;
  sparseDense(scope: Scope, spec: SparseDenseSpec): Operation;
  sampledDense(scope: Scope, spec: SampledDenseSpec): Operation;
  batchColumns(scope: Scope, spec: BatchColumnsSpec): Operation;
  sparseOuter(scope: Scope, spec: SparseOuterSpec): Operation;
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

/** Invocations that share the nonzeros of a row in `sampledDense` and `sampledLoss`. */
export const SAMPLED_SLOTS = 32;

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
