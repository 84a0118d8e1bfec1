import { expect, test } from 'vitest';
import { activate, ACTIVATIONS } from '../../src/compute/activation';
import { bothBackends } from './backends';
import { expectAgreement, noiseArray } from './fixtures';

const backends = bothBackends();

test.each(ACTIVATIONS)('%s against central differences in f64', async (activation) => {
  const z = noiseArray(130).map((value) => 4 * value);
  const upstream = noiseArray(130, 1);
  const result = await expectAgreement(backends, 4, 4, (backend, scope) => {
    const gradient = scope.upload(upstream, 'gradient');
    const y = scope.upload(activation === 'gelu' ? z : z.map((value) => activate(activation, value)), 'y');
    const spec = { activation, y, gradient, count: z.length };
    return { operations: [backend.kernels.activationGradient(scope, spec)], out: gradient };
  });
  const h = 1e-5;
  z.forEach((value, i) => {
    const slope = (activate(activation, value + h) - activate(activation, value - h)) / (2 * h);
    expect(result[i]).toBeCloseTo(upstream[i]! * slope, 5);
  });
});
