import type { Scope } from '../../src/compute/backend';
import type { SegmentedTensors, SparseTensors } from '../../src/compute/contracts/similarity';

/** A sparse matrix of a test, dense and easy to check: 0 = no entry. */
export interface DenseMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly at: (row: number, column: number) => number;
}

/** Ratings 1–5 at about `density` of the places, from a hash: no order, no two rows alike, some rows empty. */
export function ratings(rows: number, columns: number, density: number, seed = 1): DenseMatrix {
  const at = (row: number, column: number) => {
    let hash = Math.imul(row + 1, 0x9e3779b1) ^ Math.imul(column + seed * 977, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
    hash = (hash ^ (hash >>> 15)) >>> 0;
    if (row % 11 === 10 || hash / 2 ** 32 >= density) return 0;
    return 1 + (hash % 5);
  };
  return { rows, columns, at };
}

export function transpose({ rows, columns, at }: DenseMatrix): DenseMatrix {
  return { rows: columns, columns: rows, at: (row, column) => at(column, row) };
}

export function compress(matrix: DenseMatrix, valueOf: (value: number) => number = (value) => value) {
  const offsets = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (let row = 0; row < matrix.rows; row++) {
    for (let column = 0; column < matrix.columns; column++) {
      const value = matrix.at(row, column);
      if (value === 0) continue;
      indices.push(column);
      values.push(valueOf(value));
    }
    offsets.push(indices.length);
  }
  return {
    offsets: Uint32Array.from(offsets),
    indices: Uint32Array.from(indices),
    values: Float32Array.from(values),
  };
}

export function uploadSparse(
  scope: Scope,
  matrix: DenseMatrix,
  valueOf?: (value: number) => number,
): SparseTensors {
  const { offsets, indices, values } = compress(matrix, valueOf);
  return {
    offsets: scope.upload(offsets, 'offsets'),
    indices: scope.upload(indices, 'indices'),
    values: scope.upload(values, 'values'),
  };
}

export function uploadSegmented(
  scope: Scope,
  matrix: DenseMatrix,
  segments: number,
  valueOf?: (value: number) => number,
): SegmentedTensors {
  const { offsets, indices, values } = compress(matrix, valueOf);
  const width = Math.ceil(matrix.columns / segments);
  const starts: number[] = [];
  for (let row = 0; row < matrix.rows; row++) {
    for (let segment = 0; segment < segments; segment++) {
      let at = offsets[row]!;
      while (at < offsets[row + 1]! && indices[at]! < segment * width) at++;
      starts.push(at);
    }
  }
  starts.push(indices.length);
  return {
    starts: scope.upload(Uint32Array.from(starts), 'starts'),
    indices: scope.upload(indices, 'indices'),
    values: scope.upload(values, 'values'),
    segments,
  };
}
