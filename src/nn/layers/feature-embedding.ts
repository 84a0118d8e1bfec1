import type { Backend, Operation, Scope, Tensor } from '../../compute/backend';
import type { ColumnsView, SparseRows } from '../../compute/contracts/nn';
import { NO_ROW } from '../../compute/contracts/similarity';
import { transpose } from '../../data/csr';
import type { Csr } from '../../data/dataset';
import { wholeBatch } from '../batches';
import { EmbeddingTable, type IdsOfBatch } from '../embedding';
import type { Optimizer } from '../optimizers';

/** Nonzeros of a feature that one invocation adds up: a feature that all items have would be one long chain. */
const PIECE = 64;

/**
 * Users or items as the sum of their features' vectors, V = X·E: X the sparse features of all of them, E one vector a
 * feature, shared by all that have it, so that an item nobody has chosen has a vector too. A step makes V for all rows
 * (it costs nonzeros of X × width), and its gradient goes back by ∂L/∂E = Xᵀ·∂L/∂V.
 */
export class FeatureEmbedding {
  readonly table: EmbeddingTable;

  constructor(
    readonly backend: Backend,
    scope: Scope,
    readonly name: string,
    readonly features: Csr,
    readonly width: number,
    seed: number,
  ) {
    this.table = new EmbeddingTable(backend, scope, name, features.columns, width, { normal: 0.05 }, seed);
  }

  /** V: f32[rows × width], and the operation that makes it. */
  prepare(scope: Scope): { readonly vectors: Tensor<'f32'>; readonly forward: Operation } {
    const vectors = scope.tensor('f32', this.features.rows * this.width, `${this.name}: vectors`);
    return { vectors, forward: this.#product(scope, this.features, this.table.values, vectors) };
  }

  /**
   * The way back from a batch.
   *
   * @param gradient ∂L/∂(V of each position's row)
   * @returns what makes ∂L/∂E once the ids are sorted, and the step of the table
   */
  backward(
    scope: Scope,
    ids: IdsOfBatch,
    gradient: ColumnsView,
  ): {
    readonly gradients: readonly Operation[];
    update(optimizer: Optimizer, weightDecay: number): Operation;
  } {
    const { backend, features, width, name } = this;
    const ofRows = scope.tensor('f32', features.rows * width, `${name}: gradients of the rows`);
    const ofFeatures = scope.tensor('f32', features.columns * width, `${name}: gradients`);
    const sums = backend.kernels.segmentSums(scope, {
      ...ids,
      values: gradient,
      rows: features.rows,
      width,
      out: ofRows,
    });
    const { pieces, joins } = inPieces(transpose(features), PIECE);
    const ofPieces = scope.tensor('f32', pieces.rows * width, `${name}: gradients by pieces`);
    return {
      gradients: [
        sums,
        this.#product(scope, pieces, ofRows, ofPieces),
        this.#product(scope, joins, ofPieces, ofFeatures),
      ],
      update: (optimizer, weightDecay) => {
        const every = scope.upload(everyRow(features.columns), `${name}: every feature`);
        const view = { tensor: ofFeatures, stride: width, column: 0 };
        return optimizer.embedding(this.table, { ids: every, sorted: every }, view, weightDecay);
      },
    };
  }

  /** matrix · dense */
  #product(scope: Scope, matrix: Csr, dense: Tensor<'f32'>, out: Tensor<'f32'>): Operation {
    const rows: SparseRows = {
      rows: matrix.rows,
      columns: matrix.columns,
      offsets: scope.upload(matrix.offsets, `${this.name}: offsets`),
      indices: scope.upload(matrix.indices, `${this.name}: columns`),
    };
    return this.backend.kernels.sparseDense(scope, {
      batch: wholeBatch(scope, matrix.rows),
      matrix: rows,
      values: scope.upload(matrix.values, `${this.name}: values`),
      weights: dense,
      weightsOffset: 0,
      biasOffset: null,
      width: this.width,
      out,
    });
  }
}

/** The rows of a matrix cut into pieces of at most `length` nonzeros, and the matrix that adds them up again. */
function inPieces(matrix: Csr, length: number): { readonly pieces: Csr; readonly joins: Csr } {
  const starts: number[] = [];
  const first = new Uint32Array(matrix.rows + 1);
  for (let row = 0; row < matrix.rows; row++) {
    for (let p = matrix.offsets[row]!; p < matrix.offsets[row + 1]!; p += length) starts.push(p);
    first[row + 1] = starts.length;
  }
  const joins: Csr = {
    ...{ rows: matrix.rows, columns: starts.length, offsets: first, timestamps: null },
    indices: Uint32Array.from(starts.keys()),
    values: new Float32Array(starts.length).fill(1),
  };
  const offsets = Uint32Array.from([...starts, matrix.indices.length]);
  return { pieces: { ...matrix, rows: starts.length, offsets }, joins };
}

/** 0 … rows − 1, filled up with NO_ROW to a multiple of 4; sorted as it stands. */
function everyRow(rows: number): Uint32Array {
  return Uint32Array.from({ length: Math.ceil(rows / 4) * 4 }, (_, i) => (i < rows ? i : NO_ROW));
}
