import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { SCHEDULE_WIDTH } from '../../src/compute/contracts/optim';
import { bothBackends, F32_EPSILON } from './backends';
import { noiseArray, uploadBatch } from './fixtures';

const backends = bothBackends();
const STEPS = 100;
const [rate, momentum, weightDecay] = [0.01, 0.9, 0.1];

const gradientAt = (count: number, t: number) =>
  Float32Array.from({ length: count }, (_, i) => Math.cos(i * 0.7 + t));

/** v ← μv + g; θ ← θ − α(g + μv) with Nesterov, else θ − αv, in f64. */
function published(start: Float32Array, decayCount: number, nesterov: boolean): Float64Array {
  const theta = Float64Array.from(start);
  const v = new Float64Array(start.length);
  for (let t = 1; t <= STEPS; t++) {
    const gradient = gradientAt(start.length, t);
    for (let i = 0; i < start.length; i++) {
      const g = gradient[i]! + (i < decayCount ? weightDecay : 0) * theta[i]!;
      v[i] = momentum * v[i]! + g;
      theta[i]! -= (rate / t) * (nesterov ? g + momentum * v[i]! : v[i]!);
    }
  }
  return theta;
}

async function trained(backend: Backend, start: Float32Array, decayCount: number, nesterov: boolean) {
  const count = start.length;
  const scope = backend.scope('test');
  const schedule = new Float32Array(STEPS * SCHEDULE_WIDTH);
  for (let t = 1; t <= STEPS; t++) schedule[(t - 1) * SCHEDULE_WIDTH + 2] = rate / t;
  const batch = uploadBatch(scope, [0], 1);
  const spec = {
    parameters: scope.upload(start, 'parameters'),
    gradients: scope.tensor('f32', count, 'gradients'),
    velocity: scope.tensor('f32', count, 'velocity'),
    schedule: scope.upload(schedule, 'schedule'),
    ...{ count, batch, weightDecay, decayCount, momentum, nesterov },
  };
  const step = [backend.kernels.sgd(scope, spec)];
  for (let t = 1; t <= STEPS; t++) {
    backend.write(batch.tensor, Uint32Array.from([t - 1, t - 1]));
    backend.write(spec.gradients, gradientAt(count, t));
    backend.run(step);
  }
  const result = await backend.read(spec.parameters);
  scope.dispose();
  return result;
}

describe.each([1, 64, 65, 1000])('%i parameters', (count) => {
  const start = noiseArray(count);
  const decayCount = Math.floor(count / 2);

  test.each([false, true])('follows the recurrence over 100 steps, nesterov %s', async (nesterov) => {
    const expected = published(start, decayCount, nesterov);
    for (const backend of [backends.gpu, backends.cpu]) {
      const actual = await trained(backend, start, decayCount, nesterov);
      // The velocity sums about 1/(1 − μ) gradients, each rounded; a step moves θ by α times that.
      const bound = STEPS * 8 * F32_EPSILON * (1 + rate / (1 - momentum));
      actual.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(bound));
    }
  });

  test('gives the same bits twice', async () => {
    expect(await trained(backends.gpu, start, decayCount, true)).toEqual(
      await trained(backends.gpu, start, decayCount, true),
    );
  });
});
