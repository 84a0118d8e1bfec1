import type { Operation, Scope, Tensor } from '../../backend';
import type { Batch, ColumnsView, SparseRows } from './batch';

/** Kernels for ids of a batch and their rows in embedding tables. */
export interface EmbeddingKernels {
  samplePairs(scope: Scope, spec: SamplePairsSpec): Operation;
  gatherRows(scope: Scope, spec: GatherRowsSpec): Operation;
  sortIds(scope: Scope, spec: SortIdsSpec): Operation;
  segmentSums(scope: Scope, spec: SegmentSumsSpec): Operation;
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

/** sorted[k] = position of the k-th smallest id, equal ones by position. u32; the length is a multiple of 4. */
export interface SortIdsSpec {
  readonly ids: Tensor<'u32'>;
  readonly sorted: Tensor<'u32'>;
  /** Positions g·group … g·group + group − 1 hold the same id, from position 0 on (default 1): fewer are compared. */
  readonly group?: number;
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
