import { expect } from 'vitest';
import type { Backend, Operation, Scope, Tensor } from '../../src/compute/backend';
import { BATCH_HEADER, type Batch, type SparseRows } from '../../src/compute/contracts/nn';
import { F32_EPSILON } from './backends';

/** A value in [−1, 1] for each whole number, without pattern. */
export function noise(i: number): number {
  return Math.fround(((Math.imul(i + 1, 2654435761) ^ (i * 40503)) >>> 8) / 2 ** 23 - 1);
}

export function noiseArray(length: number, salt = 0): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length }, (_, i) => noise(i + 7919 * salt));
}

export interface HostMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly offsets: Uint32Array<ArrayBuffer>;
  readonly indices: Uint32Array<ArrayBuffer>;
  readonly values: Float32Array<ArrayBuffer>;
}

/** A sparse matrix with about `density` of its entries; some rows are empty. */
export function sparseMatrix(rows: number, columns: number, density: number): HostMatrix {
  const offsets = [0];
  const indices: number[] = [];
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns && r % 7 !== 3; c++)
      if ((noise(r * columns + c) + 1) / 2 < density) indices.push(c);
    offsets.push(indices.length);
  }
  return {
    rows,
    columns,
    offsets: Uint32Array.from(offsets),
    indices: Uint32Array.from(indices),
    values: noiseArray(indices.length, 1),
  };
}

/** The matrix on a device; its values apart. */
export function uploadMatrix(
  scope: Scope,
  matrix: HostMatrix,
): { matrix: SparseRows; values: Tensor<'f32'> } {
  return {
    matrix: {
      rows: matrix.rows,
      columns: matrix.columns,
      offsets: scope.upload(matrix.offsets, 'offsets'),
      indices: scope.upload(matrix.indices, 'indices'),
    },
    values: scope.upload(matrix.values, 'values'),
  };
}

/** A batch tensor that stands at `first`, rows of the epoch in the order given. */
export function uploadBatch(
  scope: Scope,
  order: readonly number[],
  size: number,
  { first = 0, stepOfRun = 0, stepOfEpoch = 0 } = {},
): Batch {
  const words = new Uint32Array(BATCH_HEADER + order.length);
  const count = Math.max(0, Math.min(size, order.length - first));
  words.set([stepOfRun, stepOfEpoch, first, count, order.length]);
  words.set(order, BATCH_HEADER);
  return { tensor: scope.upload(words, 'batch'), size };
}

/** Runs what `prepare` gives once and reads its result. */
export async function resultOf(
  backend: Backend,
  prepare: (scope: Scope) => { operations: Operation[]; out: Tensor },
): Promise<Float32Array | Uint32Array> {
  const scope = backend.scope('test');
  const { operations, out } = prepare(scope);
  backend.run(operations);
  const result = await backend.read(out);
  scope.dispose();
  return result;
}

/**
 * The GPU against the CPU, whose sums are in f64, and against itself run again, bit by bit.
 * @param terms length of the longest sum; @param size bound of each term
 */
export async function expectAgreement(
  backends: { gpu: Backend; cpu: Backend },
  terms: number,
  size: number,
  prepare: (backend: Backend, scope: Scope) => { operations: Operation[]; out: Tensor },
): Promise<Float32Array | Uint32Array> {
  const gpu = await resultOf(backends.gpu, (scope) => prepare(backends.gpu, scope));
  const cpu = await resultOf(backends.cpu, (scope) => prepare(backends.cpu, scope));
  expect(await resultOf(backends.gpu, (scope) => prepare(backends.gpu, scope))).toEqual(gpu);
  // Each of the additions rounds a sum of at most terms·size by half a unit: terms²·size·ε; 4 for what comes after it.
  const bound = F32_EPSILON * size * (terms * terms + 4);
  expect(gpu.length).toBe(cpu.length);
  for (let i = 0; i < gpu.length; i++) {
    if (!(Math.abs(gpu[i]! - cpu[i]!) <= bound))
      expect.fail(`element ${i}: ${gpu[i]} on the GPU, ${cpu[i]} on the CPU, bound ${bound}`);
  }
  return cpu;
}
