import { expect, test } from 'vitest';
import { activate, ACTIVATIONS } from '../../src/compute/activation';
import { bothBackends } from './backends';
import { expectAgreement, noiseArray } from './fixtures';

const backends = bothBackends();

test.each(ACTIVATIONS)('%s', async (activation) => {
  const z = noiseArray(130).map((value) => 6 * value);
  const result = await expectAgreement(backends, 4, 6, (backend, scope) => {
    const out = scope.tensor('f32', z.length, 'out');
    const spec = { activation, z: scope.upload(z, 'z'), out, count: z.length };
    return { operations: [backend.kernels.applyActivation(scope, spec)], out };
  });
  z.forEach((value, i) => expect(result[i]).toBeCloseTo(activate(activation, value), 5));
});
