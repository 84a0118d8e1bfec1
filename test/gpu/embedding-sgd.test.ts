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
const [rows, rate] = [40, 0.05];

const run = (backend: Backend, start: Float32Array, width: number, groups?: Groups) =>
  trainedTable(
    backend,
    start,
    width,
    (t) => [0, 0, rate / t, 0],
    (scope, spec) => backend.kernels.embeddingSgd(scope, spec),
    groups,
  );

describe.each([7, 8])('width %i', (width) => {
  const start = noiseArray(rows * width, 3);

  test('θ ← θ − α (Σ g + λ θ) on the rows a batch touched', async () => {
    const theta = Float64Array.from(start);
    for (let t = 1; t <= STEPS; t++)
      for (const [row, gradient] of rowGradients(t, rows, width))
        gradient.forEach((g, c) => {
          theta[row * width + c]! -= (rate / t) * (g + WEIGHT_DECAY * theta[row * width + c]!);
        });
    for (const backend of [backends.gpu, backends.cpu]) {
      const actual = await run(backend, start, width);
      // A row has at most 65 gradients of size 1 in a step, each sum rounded 65 times.
      const bound = STEPS * F32_EPSILON * (2 + rate * 65 * 65);
      actual.forEach((value, i) => expect(Math.abs(value - theta[i]!)).toBeLessThan(bound));
      expect(actual.subarray((rows / 2) * width)).toEqual(start.subarray((rows / 2) * width));
    }
  });

  test('gives the same bits twice', async () => {
    expect(await run(backends.gpu, start, width)).toEqual(await run(backends.gpu, start, width));
  });
  test('groups of places with one id: the bits of looking at each place', () =>
    expectSameInGroups((groups) => run(backends.gpu, start, width, groups)));
});
