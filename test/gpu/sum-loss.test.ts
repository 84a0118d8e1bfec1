import { expect, test } from 'vitest';
import { bothBackends } from './backends';
import { expectAgreement, noiseArray, uploadBatch } from './fixtures';

const backends = bothBackends();

test.each([4, 128, 4096])('the sum of %i partials lands at the step of the epoch', async (count) => {
  const partials = noiseArray(count);
  const result = await expectAgreement(backends, count / 4, 1, (backend, scope) => {
    const losses = scope.upload(new Float32Array(5).fill(9), 'losses');
    const batch = uploadBatch(scope, [0], 1, { stepOfEpoch: 3 });
    const spec = { batch, partials: scope.upload(partials, 'partials'), losses };
    return { operations: [backend.kernels.sumLoss(scope, spec)], out: losses };
  });
  expect([...result].map((value, i) => (i === 3 ? 0 : value))).toEqual([9, 9, 9, 0, 9]);
  expect(result[3]).toBeCloseTo(
    partials.reduce((sum, value) => sum + value, 0),
    3,
  );
});
