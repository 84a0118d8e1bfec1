import type { Backend } from '../compute/backend';
import { BATCH_HEADER } from '../compute/contracts/nn';
import { chooseSums, type SumsBy } from './choose-sums';
import { segmentsFor } from './device-matrix';
import type { NeighbourPath } from './neighbour-path';
import type { MatrixShape, NeighbourWork } from './neighbour-work';
import { isSymmetric, type MeasureSpec } from './options';
import { MARGIN, selectionFor, type Selection } from './selection';
import { tileRowBytes, tileRows } from './tile';

/** What finding neighbours takes of the device, and how it is done there. */
export interface NeighbourPlan extends NeighbourPath {
  /** Device bytes at most; 0 on the host. */
  readonly bytes: number;
  /** Rows of a tile. */
  readonly rows: number;
  /** Features that dense tiles write out at a time; 0 for the others. */
  readonly denseColumns: number;
}

/**
 * How `nearestNeighbours` goes about it, and the device bytes that it takes at most, known before it starts: the
 * matrix (both ways round for the row merge; with its zeros, in chunks of features, for dense tiles), one tile of sums
 * and similarities, the candidates of a tile, and the staging of what is read back (the next power of two). Nothing of
 * it grows with entities², so the tile's rows shrink as the entities grow. On the host on the CPU backend, and where
 * the matrix alone goes over the device's budget.
 *
 * @param asked row merge or dense tiles, where both can be done; else the one expected to be done sooner
 */
export function planNeighbours(
  backend: Backend,
  work: NeighbourWork,
  spec: MeasureSpec,
  k: number,
  selection: Selection = selectionFor(backend),
  asked?: SumsBy,
): NeighbourPlan {
  const { entities, sums } = work;
  if (backend.kind === 'cpu') return { ...ON_HOST, because: 'backend' };
  const after = selection === 'host' && isSymmetric(spec);
  const rows = tileRows(backend, entities, sums);
  const tile = tileBytes(work, rows, k, selection);
  const dense = planDense(backend, work, rows, tile);
  const choice = chooseSums(work, { after, spreads: dense?.spreads ?? 0, asked });
  if (dense && choice.by === 'dense-tiles')
    return { ...choice, rows, bytes: dense.bytes, denseColumns: dense.columns };
  const bytes = tile + mergeBytes(work, after);
  if (bytes > backend.memory.budget) return { ...ON_HOST, because: 'memory' };
  return { ...choice, rows, bytes, denseColumns: 0 };
}

const ON_HOST = { bytes: 0, by: 'host', rows: 0, denseColumns: 0 } as const;

/** What both ways take: a tile, the statistics of the entities, what is selected, and what is read back. */
function tileBytes({ entities, sums }: NeighbourWork, rows: number, k: number, selection: Selection): number {
  const tile = rows * (tileRowBytes(entities, sums) / 4 + 1);
  const kept = k + MARGIN;
  // The selection's first stage leaves at most a quarter of a row's columns, each later one a quarter of that.
  const selected = selection === 'host' ? 0 : 2 * rows * (kept + Math.ceil(entities / 3) + kept);
  const read =
    selection === 'host' ? 2 * stagingBytes(4 * rows * entities) : 2 * stagingBytes(4 * rows * kept);
  return 4 * (tile + 2 * entities + selected) + read + ROUNDING;
}

/** The matrix as `coRatedAfter` wants it, or both ways round for `coRated`. */
function mergeBytes({ entities, features, nonzeros }: MatrixShape, after: boolean): number {
  return 4 * (after ? entities + 5 * nonzeros : entities + features * segmentsFor(entities) + 4 * nonzeros);
}

/** Fewer features at a time are not worth a product: its sums would be read and written more often than added to. */
const LEAST_COLUMNS = 16;
/** Chunks that memory is set aside for. Where there are more, the sparse matrix does not fit either. */
const MOST_CHUNKS = 16;

interface DensePlan {
  readonly bytes: number;
  /** Features that are written out at a time. */
  readonly columns: number;
  /** How often each element of the matrix is written out. */
  readonly spreads: number;
}

/**
 * Dense tiles take half of the budget at most for the rows that they write out, and no more than one binding holds.
 * Null where not even a few features at a time fit.
 */
function planDense(
  { memory, adapter }: Backend,
  { entities, features, nonzeros }: MatrixShape,
  rows: number,
  tile: number,
): DensePlan | null {
  const sparse = (chunks: number) =>
    4 * (2 * nonzeros + chunks * (entities + 1) + entities + rows + 2 * BATCH_HEADER) +
    chunks * CHUNK_ROUNDING;
  const room = Math.min(memory.budget - tile - sparse(MOST_CHUNKS), memory.budget / 2);
  const bound = (adapter.limits.maxStorageBufferBindingSize ?? Infinity) / (4 * entities);
  const most = Math.floor(Math.min(room / (4 * (entities + rows)), bound));
  if (most < Math.min(features, LEAST_COLUMNS)) return null;
  const chunks = Math.ceil(features / most);
  if (chunks > MOST_CHUNKS) return null;
  // Chunks of like size.
  const columns = Math.ceil(features / chunks);
  return {
    bytes: tile + sparse(chunks) + 4 * columns * (entities + rows),
    columns,
    spreads: chunks === 1 ? 1 : Math.ceil(entities / rows),
  };
}

/**
 * Device bytes that predicting `pairs` ratings at a time takes at most: the matrix both ways round, the lists, one
 * tile, and the pairs with what is read back of them. 0 on the CPU backend.
 */
export function planPrediction(
  backend: Backend,
  { entities, features, nonzeros, sums }: MatrixShape & Pick<NeighbourWork, 'sums'>,
  pairs: number,
): number {
  if (backend.kind === 'cpu') return 0;
  const rows = tileRows(backend, entities, sums);
  const matrix = 3 * entities + features * segmentsFor(entities) + 4 * nonzeros;
  const lists = features + 2 * nonzeros;
  const tile = rows * (tileRowBytes(entities, sums) / 4 + 1);
  return 4 * (matrix + lists + tile + 4 * pairs) + stagingBytes(4 * pairs) + ROUNDING;
}

/** Uniforms of a chunk's three operations, and the rounding of its tensors. */
const CHUNK_ROUNDING = 512;

/** Uniform buffers and the rounding of each tensor to 16 bytes. */
const ROUNDING = 4096;

/** What reading so many bytes back takes: a power of two, 64 KiB at least. */
function stagingBytes(bytes: number): number {
  return Math.max(65_536, 2 ** Math.ceil(Math.log2(bytes)));
}
