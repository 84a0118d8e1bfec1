import { expect, test } from 'vitest';
import type { Backend, Scope } from '../../src/compute/backend';
import { bothBackends } from './backends';
import { expectAgreement, noiseArray } from './fixtures';

const backends = bothBackends();

test.each([
  [1, 1, false],
  [67, 33, false],
  // Running statistics lie among the parameters.
  [16, 8, true],
])('%i rows of %i, statistics among the parameters: %s', async (rows, width, running) => {
  const a = noiseArray(rows * width).map((x) => 3 + 2 * x);
  const parameters = noiseArray(4 * width, 1).map((x) => 1 + x / 2);
  const places = { scaleOffset: 0, shiftOffset: width, meanOffset: 2 * width, varianceOffset: 3 * width };
  const run = (what: 'out' | 'normal') => (backend: Backend, scope: Scope) => {
    const made = {
      normal: scope.tensor('f32', rows * width, 'normal'),
      out: scope.tensor('f32', rows * width, 'out'),
    };
    const held = scope.upload(parameters, 'parameters');
    const statistics = running ? held : scope.upload(parameters.slice(), 'statistics');
    const spec = { ...made, ...places, rows, width, statistics, parameters: held, a: scope.upload(a, 'a') };
    return { operations: [backend.kernels.batchNorm(scope, spec)], out: made[what] };
  };
  const normal = await expectAgreement(backends, 2, 8, run('normal'));
  const out = await expectAgreement(backends, 3, 8, run('out'));
  a.forEach((x, i) => {
    const c = i % width;
    const [scale, shift, mean, variance] = [0, 1, 2, 3].map((k) => parameters[k * width + c]!);
    const n = (x - mean!) / Math.sqrt(variance! + 1e-5);
    expect(normal[i]).toBeCloseTo(n, 5);
    expect(out[i]).toBeCloseTo(n * scale! + shift!, 5);
  });
});
