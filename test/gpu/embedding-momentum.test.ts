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
const [rows, rate, momentum] = [40, 0.01, 0.9];

const run = (backend: Backend, start: Float32Array, width: number, nesterov: boolean, groups?: Groups) =>
  trainedTable(
    backend,
    start,
    width,
    () => [0, 0, rate, 0],
    (scope, spec) =>
      backend.kernels.embeddingMomentum(scope, {
        ...{ ...spec, velocity: scope.tensor('f32', start.length, 'velocity'), momentum, nesterov },
      }),
    groups,
  );

describe.each([7, 8])('width %i', (width) => {
  const start = noiseArray(rows * width, 3);

  test.each([false, true])(
    'the recurrence on the rows a batch touched, nesterov %s; the others do not move',
    async (nesterov) => {
      const theta = Float64Array.from(start);
      const v = new Float64Array(start.length);
      for (let t = 1; t <= STEPS; t++)
        for (const [row, gradient] of rowGradients(t, rows, width))
          gradient.forEach((value, c) => {
            const i = row * width + c;
            const g = value + WEIGHT_DECAY * theta[i]!;
            v[i] = momentum * v[i]! + g;
            theta[i]! -= rate * (nesterov ? g + momentum * v[i] : v[i]);
          });
      for (const backend of [backends.gpu, backends.cpu]) {
        const actual = await run(backend, start, width, nesterov);
        // A row's gradient sums up to 64 terms of size 1, and the velocity about 1/(1 − μ) of them.
        const bound = STEPS * 64 * F32_EPSILON * (1 + rate / (1 - momentum));
        actual.forEach((value, i) => expect(Math.abs(value - theta[i]!)).toBeLessThan(bound));
        expect(actual.subarray((rows / 2) * width)).toEqual(start.subarray((rows / 2) * width));
      }
    },
  );

  test('gives the same bits twice', async () => {
    expect(await run(backends.gpu, start, width, true)).toEqual(await run(backends.gpu, start, width, true));
  });
  test('groups of places with one id: the bits of looking at each place', () =>
    expectSameInGroups((groups) => run(backends.gpu, start, width, true, groups)));
});
