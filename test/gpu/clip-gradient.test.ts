import { describe, expect, test } from 'vitest';
import { bothBackends, F32_EPSILON } from './backends';
import { noiseArray, resultOf, uploadBatch } from './fixtures';

const backends = bothBackends();
const [STRIDE, COLUMN] = [9, 2];

describe.each([
  [1, 7],
  [65, 5],
])('%i rows of %i', (rows, width) => {
  const before = noiseArray(rows * STRIDE, 4);
  const inside = (i: number) => i % STRIDE >= COLUMN && i % STRIDE < COLUMN + width;

  const run = (backend: (typeof backends)['gpu'], norm: number, limit: number) =>
    resultOf(backend, (scope) => {
      const gradient = scope.upload(before, 'gradient');
      const squares = scope.upload(Float32Array.of(0, 0, norm * norm), 'squares');
      const batch = uploadBatch(scope, [0], 1, { stepOfEpoch: 2 });
      const view = { tensor: gradient, stride: STRIDE, column: COLUMN };
      const spec = { batch, squares, limit, gradient: view, rows, width };
      return { operations: [backend.kernels.clipGradient(scope, spec)], out: gradient };
    });

  test('shrinks by limit/norm above the limit, and nothing beside its columns', async () => {
    for (const backend of [backends.gpu, backends.cpu]) {
      const after = await run(backend, 10, 3);
      after.forEach((value, i) => {
        const expected = inside(i) ? before[i]! * 0.3 : before[i]!;
        expect(Math.abs(value - expected)).toBeLessThanOrEqual(4 * F32_EPSILON);
      });
    }
  });

  test('leaves every bit below it', async () => {
    for (const backend of [backends.gpu, backends.cpu]) expect(await run(backend, 2, 3)).toEqual(before);
  });
});
