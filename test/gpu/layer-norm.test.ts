import { expect, test } from 'vitest';
import type { Backend, Scope } from '../../src/compute/backend';
import { bothBackends } from './backends';
import { expectAgreement, noiseArray } from './fixtures';

const backends = bothBackends();

test.each([
  [1, 1],
  [65, 33],
  [16, 8],
])('%i rows of %i', async (rows, width) => {
  const [a, parameters] = [noiseArray(rows * width).map((x) => 3 + 2 * x), noiseArray(2 * width + 3, 1)];
  const run = (what: 'out' | 'normal' | 'precision') => (backend: Backend, scope: Scope) => {
    const made = {
      out: scope.tensor('f32', rows * width, 'out'),
      normal: scope.tensor('f32', rows * width, 'normal'),
      precision: scope.tensor('f32', rows, 'precision'),
    };
    const spec = {
      ...{ ...made, rows, width, scaleOffset: 3, shiftOffset: 3 + width },
      a: scope.upload(a, 'a'),
      parameters: scope.upload(parameters, 'parameters'),
    };
    return { operations: [backend.kernels.layerNorm(scope, spec)], out: made[what] };
  };
  // One over the deviation, and so what the rounding of the mean can grow by, is at most 1/√ε = 316.
  const bound = width === 1 ? 316 * 5 : 5;
  const out = await expectAgreement(backends, width, bound, run('out'));
  const normal = await expectAgreement(backends, width, bound, run('normal'));
  await expectAgreement(backends, width, bound, run('precision'));
  for (let row = 0; row < rows; row++) {
    const x = [...a.subarray(row * width, (row + 1) * width)];
    const mean = x.reduce((sum, value) => sum + value, 0) / width;
    const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / width;
    x.forEach((value, c) => {
      const n = (value - mean) / Math.sqrt(variance + 1e-5);
      expect(normal[row * width + c]).toBeCloseTo(n, 5);
      expect(out[row * width + c]).toBeCloseTo(n * parameters[3 + c]! + parameters[3 + width + c]!, 5);
    });
  }
});
