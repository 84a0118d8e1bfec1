import type { Operation, Scope, Tensor } from '../../backend';

/** Kernels for where a step's rows come from. */
export interface BatchKernels {
  advanceBatch(scope: Scope, spec: AdvanceBatchSpec): Operation;
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

/** Columns `column` … `column + width` of rows of `stride`. */
export interface ColumnsView {
  readonly tensor: Tensor<'f32'>;
  readonly stride: number;
  readonly column: number;
}
