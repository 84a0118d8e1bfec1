import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { bothBackends, F32_EPSILON } from './backends';

const backends = bothBackends();
const LAMBDA = 0.5;

/** Symmetric and diagonally dominant, so positive-definite with every eigenvalue at least LAMBDA. */
function matrixOf(n: number): Float32Array<ArrayBuffer> {
  const matrix = new Float32Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) matrix[i * n + j] = matrix[j * n + i] = Math.sin(i * 3 + j * 7) / n;
  }
  for (let i = 0; i < n; i++) matrix[i * n + i] = 1 + LAMBDA;
  return matrix;
}

async function invert(backend: Backend, n: number, start: number, width: number) {
  const scope = backend.scope('pivot inverse');
  const matrix = scope.upload(matrixOf(n), 'matrix');
  const inverse = scope.tensor('f32', width * width, 'inverse');
  backend.run([backend.kernels.pivotInverse(scope, { matrix, n, start, width, inverse })]);
  const [result, untouched] = [await backend.read(inverse), await backend.read(matrix)];
  scope.dispose();
  expect(untouched).toEqual(matrixOf(n));
  return result;
}

// One number; below and at the widest block; a block in the middle and at the end of a larger matrix
describe.each([
  [1, 0, 1],
  [5, 0, 5],
  [64, 0, 64],
  [100, 30, 33],
  [100, 64, 36],
])('of %i×%i: rows from %i', (n, start, width) => {
  test('block · inverse is the identity', async () => {
    const matrix = matrixOf(n);
    const inverse = await invert(backends.gpu, n, start, width);
    // Elimination is off by a small multiple of width·ε·cond, and cond ≤ (2 + LAMBDA) / LAMBDA here.
    const bound = 8 * width * F32_EPSILON * ((2 + LAMBDA) / LAMBDA);
    for (let i = 0; i < width; i++)
      for (let j = 0; j < width; j++) {
        let sum = i === j ? -1 : 0;
        for (let p = 0; p < width; p++) sum += matrix[(start + i) * n + start + p]! * inverse[p * width + j]!;
        expect(Math.abs(sum)).toBeLessThan(bound);
      }
  });

  test('agrees with the CPU, and with itself bit for bit', async () => {
    const [first, again] = [
      await invert(backends.gpu, n, start, width),
      await invert(backends.gpu, n, start, width),
    ];
    expect(again).toEqual(first);
    const cpu = await invert(backends.cpu, n, start, width);
    const bound = 8 * width * F32_EPSILON * ((2 + LAMBDA) / LAMBDA ** 2);
    first.forEach((value, i) => expect(Math.abs(value - cpu[i]!)).toBeLessThan(bound));
  });
});
