import type { SparseRows } from './device-matrix';
import { NO_NEIGHBOUR, type NeighbourLists } from './neighbour-lists';

/**
 * Neighbour lists as a sparse matrix: row a holds the similarities of a's neighbours, ascending by index.
 *
 * @param normalise divides each row by its sum, so that an entity with many close neighbours does not win for that
 *   alone (Deshpande & Karypis 2004, §4.2)
 */
export function rowsOfLists(lists: NeighbourLists, normalise: boolean): SparseRows {
  const { entities, k } = lists;
  const offsets = new Uint32Array(entities + 1);
  const indices: Uint32Array = new Uint32Array(entities * k);
  const values = new Float32Array(entities * k);
  let end = 0;
  for (let a = 0; a < entities; a++) {
    const entries: (readonly [index: number, similarity: number])[] = [];
    let sum = 0;
    for (let rank = a * k; rank < (a + 1) * k && lists.indices[rank] !== NO_NEIGHBOUR; rank++) {
      entries.push([lists.indices[rank]!, lists.similarities[rank]!]);
      sum += lists.similarities[rank]!;
    }
    entries.sort(([left], [right]) => left - right);
    for (const [index, similarity] of entries) {
      indices[end] = index;
      values[end++] = normalise ? similarity / sum : similarity;
    }
    offsets[a + 1] = end;
  }
  return { offsets, indices: indices.slice(0, end), values: values.slice(0, end) };
}

/** The transposed matrix, ascending within each row. */
export function transposeRows({ offsets, indices, values }: SparseRows, columns: number): SparseRows {
  const starts = new Uint32Array(columns + 1);
  for (let p = 0; p < indices.length; p++) starts[indices[p]! + 1]!++;
  for (let column = 0; column < columns; column++) starts[column + 1]! += starts[column]!;
  const next = starts.slice();
  const rows = new Uint32Array(indices.length);
  const transposed = new Float32Array(indices.length);
  for (let row = 0; row + 1 < offsets.length; row++) {
    for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
      const at = next[indices[p]!]!++;
      rows[at] = row;
      transposed[at] = values[p]!;
    }
  }
  return { offsets: starts, indices: rows, values: transposed };
}

/** The entry of a sparse row at `column`, or 0. */
export function entryOf({ offsets, indices, values }: SparseRows, row: number, column: number): number {
  let [low, high] = [offsets[row]!, offsets[row + 1]!];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (indices[middle]! < column) low = middle + 1;
    else high = middle;
  }
  return low < offsets[row + 1]! && indices[low] === column ? values[low]! : 0;
}
