import type { Backend } from '../compute/backend';
import { isSymmetric, type MeasureSpec } from './options';
import { segmentsFor } from './device-matrix';
import { MARGIN, selectionFor, type Selection } from './selection';
import { tileRowBytes, tileRows } from './tile';

/** The size of a matrix, all that a plan needs of it. */
export interface MatrixShape {
  readonly entities: number;
  readonly features: number;
  readonly nonzeros: number;
}

/** A plan that leaves the device alone: the work is done on the host. */
export const ON_HOST = 0;

/**
 * Device bytes that `nearestNeighbours` takes at most, known before it starts: the matrix both ways round, one tile
 * of sums and similarities, the candidates of a tile, and the staging of what is read back (the next power of two).
 * Nothing of it grows with entities², so the tile's rows shrink as the entities grow. `ON_HOST` on the CPU backend,
 * and where the matrix alone goes over the device's budget.
 */
export function planNeighbours(
  backend: Backend,
  { entities, features, nonzeros }: MatrixShape,
  spec: MeasureSpec,
  k: number,
  selection: Selection = selectionFor(backend),
): number {
  if (backend.kind === 'cpu') return ON_HOST;
  const rows = tileRows(backend, entities, spec);
  const matrix =
    selection === 'host' && isSymmetric(spec)
      ? entities + 6 * nonzeros
      : entities + features * segmentsFor(entities) + 4 * nonzeros;
  const tile = rows * (tileRowBytes(entities, spec) / 4 + 1);
  const kept = k + MARGIN;
  // The selection's first stage leaves at most a quarter of a row's columns, each later one a quarter of that.
  const selected = selection === 'host' ? 0 : 2 * rows * (kept + Math.ceil(entities / 3) + kept);
  const read =
    selection === 'host' ? 2 * stagingBytes(4 * rows * entities) : 2 * stagingBytes(4 * rows * kept);
  const bytes = 4 * (matrix + tile + 2 * entities + selected) + read + ROUNDING;
  return bytes > backend.memory.budget ? ON_HOST : bytes;
}

/**
 * Device bytes that predicting `pairs` ratings at a time takes at most: the matrix both ways round, the lists, one
 * tile, and the pairs with what is read back of them. 0 on the CPU backend.
 */
export function planPrediction(
  backend: Backend,
  { entities, features, nonzeros }: MatrixShape,
  spec: MeasureSpec,
  pairs: number,
): number {
  if (backend.kind === 'cpu') return 0;
  const rows = tileRows(backend, entities, spec);
  const matrix = 3 * entities + features * segmentsFor(entities) + 4 * nonzeros;
  const lists = features + 2 * nonzeros;
  const tile = rows * (tileRowBytes(entities, spec) / 4 + 1);
  return 4 * (matrix + lists + tile + 4 * pairs) + stagingBytes(4 * pairs) + ROUNDING;
}

/** Uniform buffers and the rounding of each tensor to 16 bytes. */
const ROUNDING = 4096;

/** What reading so many bytes back takes: a power of two, 64 KiB at least. */
function stagingBytes(bytes: number): number {
  return Math.max(65_536, 2 ** Math.ceil(Math.log2(bytes)));
}
