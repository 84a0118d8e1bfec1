import type { Backend, Operation, Scope, Tensor } from '../compute/backend';
import { BATCH_HEADER } from '../compute/contracts/nn';
import { uploadSparse, type SparseRows } from './device-matrix';
import type { FeatureMatrix } from './features';

/** Places of a batch tensor that say how many rows there are (see `Batch`). */
const COUNT = 3;
const ROWS = 4;

export interface DenseSumsOptions {
  /** Rows of a tile. */
  readonly rows: number;
  /** Features that are written out at a time; all of them where they fit. */
  readonly columns: number;
  /** 1 in place of every value: the sums are counts. */
  readonly ones: boolean;
  /** out: f32[rows × entities] */
  readonly out: Tensor<'f32'>;
}

/**
 * Σxy, or counts, of a few entities against all by dense products: the matrix with its zeros, X, as many features at
 * a time as memory holds; out = Σ over the chunks of X[rows, chunk] · X[:, chunk]ᵀ. Where X fits as a whole it is
 * written out once, else chunk by chunk for every tile, which takes half as long again as the tile's product or more.
 *
 * The sums equal those of the row merge bit for bit only where `exactInAnyOrder` holds: products add four features at
 * a time, so where f32 rounds, other sums would round otherwise.
 */
export class DenseSums {
  readonly operations: readonly Operation[];
  readonly #batch: Tensor<'u32'>;

  constructor(
    readonly backend: Backend,
    scope: Scope,
    matrix: FeatureMatrix,
    { rows, columns, ones, out }: DenseSumsOptions,
  ) {
    const { entities } = matrix;
    const { kernels } = backend;
    this.#batch = scope.tensor('u32', BATCH_HEADER + rows, 'tile batch');
    const tile = { tensor: this.#batch, size: rows };
    const every = Uint32Array.from({ length: entities }, (_, a) => a);
    const all = { tensor: scope.upload(batchOf(every, entities), 'all entities'), size: entities };
    const left = scope.tensor('f32', rows * columns, 'dense rows of the tile');
    const right = scope.tensor('f32', entities * columns, 'dense rows of all');
    const chunks = featureChunks(matrix, columns);
    const operations = chunks.map((chunk, c) => {
      const values = ones ? new Float32Array(chunk.indices.length).fill(1) : chunk.values;
      const sparse = uploadSparse(scope, { ...chunk, values }, 'features');
      const shape = { rows: entities, columns: chunk.columns };
      const source = { matrix: { ...shape, ...sparse }, values: sparse.values };
      return {
        spread: kernels.denseRows(scope, { ...source, batch: all, out: right }),
        tile: kernels.denseRows(scope, { ...source, batch: tile, out: left }),
        product: kernels.gemm(scope, {
          a: left,
          b: right,
          out,
          m: rows,
          n: entities,
          k: chunk.columns,
          transposeB: true,
          accumulate: c > 0,
        }),
      };
    });
    if (chunks.length === 1) {
      backend.run([operations[0]!.spread]);
      this.operations = [operations[0]!.tile, operations[0]!.product];
    } else this.operations = operations.flatMap(({ spread, tile, product }) => [spread, tile, product]);
  }

  /** Chooses the entities that the next run of `operations` takes. */
  choose(entities: Uint32Array): void {
    this.backend.write(this.#batch, batchOf(entities, this.#batch.length - BATCH_HEADER));
  }
}

function batchOf(entities: Uint32Array, size: number): Uint32Array<ArrayBuffer> {
  const batch = new Uint32Array(BATCH_HEADER + size);
  batch[COUNT] = entities.length;
  batch[ROWS] = entities.length;
  batch.set(entities, BATCH_HEADER);
  return batch;
}

interface Chunk extends SparseRows {
  readonly columns: number;
}

/** The matrix cut into chunks of `columns` features, each with its own compressed rows. */
function featureChunks({ features, offsets, indices, values }: FeatureMatrix, columns: number): Chunk[] {
  if (columns >= features) return [{ offsets, indices, values, columns: features }];
  const entities = offsets.length - 1;
  const next = offsets.slice(0, entities);
  const chunks: Chunk[] = [];
  for (let first = 0; first < features; first += columns) {
    const end = Math.min(first + columns, features);
    const own = new Uint32Array(entities + 1);
    const places: number[] = [];
    for (let a = 0; a < entities; a++) {
      for (; next[a]! < offsets[a + 1]! && indices[next[a]!]! < end; next[a]!++) places.push(next[a]!);
      own[a + 1] = places.length;
    }
    chunks.push({
      offsets: own,
      indices: Uint32Array.from(places, (p) => indices[p]! - first),
      values: Float32Array.from(places, (p) => values[p]!),
      columns: end - first,
    });
  }
  return chunks;
}
