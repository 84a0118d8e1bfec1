import { expect, test } from 'vitest';
import { bothBackends } from './backends';
import { expectAgreement, noiseArray } from './fixtures';

const backends = bothBackends();

test.each([
  [1, 256],
  [255, 256],
  [1000, 64],
  [4097, 3],
])('%i squares in %i parts', async (count, parts) => {
  const values = noiseArray(count + 5);
  const sums = await expectAgreement(backends, Math.ceil(count / parts), 1, (backend, scope) => {
    const out = scope.tensor('f32', parts + 2, 'sums');
    const spec = { values: scope.upload(values, 'values'), count, parts, out, outOffset: 2 };
    return { operations: [backend.kernels.squareSums(scope, spec)], out };
  });
  const total = values.subarray(0, count).reduce((sum, value) => sum + value * value, 0);
  expect((sums as Float32Array).reduce((sum, value) => sum + value, 0) / total).toBeCloseTo(1, 6);
  expect([...sums.subarray(0, 2)]).toEqual([0, 0]);
});
