import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { bothBackends, F32_EPSILON } from './backends';
import {
  expectSameInGroups,
  type Groups,
  rowGradients,
  STEPS,
  trainedTable,
  WEIGHT_DECAY,
} from './embedding-fixtures';
import { noiseArray } from './fixtures';

const backends = bothBackends();
const [rows, rate, epsilon] = [40, 0.01, 1e-6];

const run = (backend: Backend, start: Float32Array, width: number, rho: number, groups?: Groups) =>
  trainedTable(
    backend,
    start,
    width,
    () => [0, 0, rate, 0],
    (scope, spec) =>
      backend.kernels.embeddingScaledSgd(scope, {
        ...{ ...spec, squares: scope.tensor('f32', start.length, 'squares'), rho, epsilon },
      }),
    groups,
  );

describe.each([7, 8])('width %i', (width) => {
  const start = noiseArray(rows * width, 3);

  test.each([
    ['Adagrad', 1],
    ['RMSprop', 0.9],
  ])('%s as published, on the rows a batch touched; the others do not move', async (_name, rho) => {
    const theta = Float64Array.from(start);
    const s = new Float64Array(start.length);
    for (let t = 1; t <= STEPS; t++)
      for (const [row, gradient] of rowGradients(t, rows, width))
        gradient.forEach((value, c) => {
          const i = row * width + c;
          const g = value + WEIGHT_DECAY * theta[i]!;
          s[i] = rho === 1 ? s[i]! + g * g : rho * s[i]! + (1 - rho) * g * g;
          theta[i]! -= (rate * g) / (Math.sqrt(s[i]) + epsilon);
        });
    for (const backend of [backends.gpu, backends.cpu]) {
      const actual = await run(backend, start, width, rho);
      // A row's gradient sums up to 64 terms of size 1.
      const bound = STEPS * 64 * F32_EPSILON * (1 + rate / Math.sqrt(rho === 1 ? 1 : 1 - rho));
      actual.forEach((value, i) => expect(Math.abs(value - theta[i]!)).toBeLessThan(bound));
      expect(actual.subarray((rows / 2) * width)).toEqual(start.subarray((rows / 2) * width));
    }
  });

  test('gives the same bits twice', async () => {
    expect(await run(backends.gpu, start, width, 0.9)).toEqual(await run(backends.gpu, start, width, 0.9));
  });
  test('groups of places with one id: the bits of looking at each place', () =>
    expectSameInGroups((groups) => run(backends.gpu, start, width, 0.9, groups)));
});
