import { describe, expect, test } from 'vitest';
import type { Backend, Scope } from '../../src/compute/backend';
import type { EmbeddingSpec } from '../../src/compute/contracts/optim';
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
const [rows, rate, beta1, beta2, epsilon] = [40, 0.01, 0.9, 0.999, 1e-8];

function run(backend: Backend, start: Float32Array, width: number, decoupled = false, groups: Groups = {}) {
  const constants = (t: number) => {
    const correction = Math.sqrt(1 - beta2 ** t);
    return [(rate * correction) / (1 - beta1 ** t), epsilon * correction, rate, 0];
  };
  const prepare = (scope: Scope, spec: EmbeddingSpec) =>
    backend.kernels.embeddingAdam(scope, {
      ...spec,
      m: scope.tensor('f32', start.length, 'm'),
      v: scope.tensor('f32', start.length, 'v'),
      ...{ beta1, beta2, decoupled },
    });
  return trainedTable(backend, start, width, constants, prepare, groups);
}

describe.each([7, 8])('width %i', (width) => {
  const start = noiseArray(rows * width, 3);

  test.each([false, true])(
    'as published on touched rows, decoupled %s; the others do not move',
    async (decoupled) => {
      const theta = Float64Array.from(start);
      const [m, v] = [new Float64Array(start.length), new Float64Array(start.length)];
      for (let t = 1; t <= STEPS; t++)
        for (const [row, gradient] of rowGradients(t, rows, width))
          gradient.forEach((value, c) => {
            const i = row * width + c;
            const g = value + (decoupled ? 0 : WEIGHT_DECAY * theta[i]!);
            if (decoupled) theta[i]! -= rate * WEIGHT_DECAY * theta[i]!;
            m[i] = beta1 * m[i]! + (1 - beta1) * g;
            v[i] = beta2 * v[i]! + (1 - beta2) * g * g;
            theta[i]! -= (rate * (m[i] / (1 - beta1 ** t))) / (Math.sqrt(v[i] / (1 - beta2 ** t)) + epsilon);
          });
      // Half the table is never drawn.
      for (let i = (rows / 2) * width; i < start.length; i++) expect(theta[i]).toBe(start[i]);
      for (const backend of [backends.gpu, backends.cpu]) {
        const actual = await run(backend, start, width, decoupled);
        const bound = STEPS * 64 * F32_EPSILON * (1 + rate / (1 - beta1));
        actual.forEach((value, i) => expect(Math.abs(value - theta[i]!)).toBeLessThan(bound));
        expect(actual.subarray((rows / 2) * width)).toEqual(start.subarray((rows / 2) * width));
      }
    },
  );

  test('gives the same bits twice', async () => {
    expect(await run(backends.gpu, start, width)).toEqual(await run(backends.gpu, start, width));
  });
  test('groups of places with one id: the bits of looking at each place', () =>
    expectSameInGroups((groups) => run(backends.gpu, start, width, false, groups)));
});
