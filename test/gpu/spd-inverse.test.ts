import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { runInPieces } from '../../src/compute/pieces';
import { Random } from '../../src/compute/random';
import { spdInverse } from '../../src/compute/spd-inverse';
import { bothBackends, F32_EPSILON } from './backends';

const backends = bothBackends();

/** GᵀG/m + λI of a random m×n matrix with columns of very different length, like the popularity of items. */
function matrixLike(n: number, lambda: number): Float32Array<ArrayBuffer> {
  const random = new Random(11, 'spd');
  const rows = 2 * n;
  const g = new Float64Array(rows * n);
  for (let i = 0; i < g.length; i++) g[i] = random.normal() / (1 + (i % n)) ** 0.5;
  const matrix = new Float32Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = i === j ? lambda : 0;
      for (let p = 0; p < rows; p++) sum += (g[p * n + i]! * g[p * n + j]!) / rows;
      matrix[i * n + j] = matrix[j * n + i] = sum;
    }
  return matrix;
}

async function invert(backend: Backend, matrix: Float32Array, n: number): Promise<Float32Array<ArrayBuffer>> {
  const scope = backend.scope('inverse');
  const tensor = scope.upload(matrix, 'matrix');
  await runInPieces(backend, spdInverse(backend, scope, tensor, n), async () => {});
  const inverse = await backend.read(tensor);
  scope.dispose();
  return inverse;
}

// One number; below, at and off the pivot block of 64; several blocks
describe.each([1, 5, 64, 65, 200])('%i×%i', (n) => {
  test.each(['gpu', 'cpu'] as const)('A·A⁻¹ is the identity on the %s', async (side) => {
    const lambda = 0.01;
    const matrix = matrixLike(n, lambda);
    const inverse = await invert(backends[side], matrix, n);
    // ‖A‖₂ ≤ trace, ‖A⁻¹‖₂ ≤ 1/λ. Elimination is off by a small multiple of n·ε·cond(A).
    let trace = 0;
    for (let i = 0; i < n; i++) trace += matrix[i * n + i]!;
    const bound = 4 * n * F32_EPSILON * (trace / lambda);
    let worst = 0;
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        let sum = i === j ? -1 : 0;
        for (let p = 0; p < n; p++) sum += matrix[i * n + p]! * inverse[p * n + j]!;
        worst = Math.max(worst, Math.abs(sum));
      }
    expect(worst).toBeLessThan(bound);
  });
});

test('the same bits twice', async () => {
  const matrix = matrixLike(130, 0.1);
  expect(await invert(backends.gpu, matrix, 130)).toEqual(await invert(backends.gpu, matrix, 130));
});

test('runInPieces tells what is done after each piece and ends where it is told to', async () => {
  const scope = backends.cpu.scope('test');
  const operations = spdInverse(backends.cpu, scope, scope.upload(matrixLike(200, 1), 'matrix'), 200);
  const told: number[] = [];
  expect(await runInPieces(backends.cpu, operations, async (done) => void told.push(done))).toBe(true);
  expect(told.at(-1)).toBe(operations.length);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  const early: number[] = [];
  const ended = await runInPieces(backends.cpu, operations, async (done) => {
    early.push(done);
    return early.length < 2;
  });
  expect([ended, early.length]).toEqual([false, 2]);
  scope.dispose();
});
