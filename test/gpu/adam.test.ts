import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { SCHEDULE_WIDTH } from '../../src/compute/contracts/optim';
import { bothBackends, F32_EPSILON } from './backends';
import { noise, noiseArray, uploadBatch } from './fixtures';

const backends = bothBackends();
const STEPS = 100;
const [rate, beta1, beta2, epsilon, weightDecay] = [0.01, 0.9, 0.999, 1e-8, 0.1];

const gradientAt = (count: number, t: number) =>
  Float32Array.from({ length: count }, (_, i) => Math.cos(i * 0.7 + t));

/** Algorithm 1 of Kingma & Ba as printed, in f64, with m̂ and v̂ written out. */
function published(start: Float32Array, decayCount: number, decoupled: boolean): Float64Array {
  const theta = Float64Array.from(start);
  const [m, v] = [new Float64Array(start.length), new Float64Array(start.length)];
  for (let t = 1; t <= STEPS; t++) {
    const gradient = gradientAt(start.length, t);
    for (let i = 0; i < start.length; i++) {
      const decay = i < decayCount ? weightDecay : 0;
      const g = gradient[i]! + (decoupled ? 0 : decay * theta[i]!);
      m[i] = beta1 * m[i]! + (1 - beta1) * g;
      v[i] = beta2 * v[i]! + (1 - beta2) * g * g;
      const [mHat, vHat] = [m[i]! / (1 - beta1 ** t), v[i]! / (1 - beta2 ** t)];
      if (decoupled) theta[i]! -= rate * decay * theta[i]!;
      theta[i]! -= (rate * mHat) / (Math.sqrt(vHat) + epsilon);
    }
  }
  return theta;
}

async function trained(backend: Backend, start: Float32Array, decayCount: number, decoupled: boolean) {
  const count = start.length;
  const scope = backend.scope('test');
  const schedule = new Float32Array(STEPS * SCHEDULE_WIDTH);
  for (let t = 1; t <= STEPS; t++) {
    const correction = Math.sqrt(1 - beta2 ** t);
    schedule.set(
      [(rate * correction) / (1 - beta1 ** t), epsilon * correction, rate],
      (t - 1) * SCHEDULE_WIDTH,
    );
  }
  const batch = uploadBatch(scope, [0], 1);
  const spec = {
    parameters: scope.upload(start, 'parameters'),
    gradients: scope.tensor('f32', count, 'gradients'),
    m: scope.tensor('f32', count, 'm'),
    v: scope.tensor('f32', count, 'v'),
    count,
    batch,
    schedule: scope.upload(schedule, 'schedule'),
    ...{ weightDecay, decayCount, beta1, beta2, decoupled },
  };
  const step = [backend.kernels.adam(scope, spec)];
  for (let t = 1; t <= STEPS; t++) {
    backend.write(batch.tensor, Uint32Array.from([t - 1, t - 1]));
    backend.write(spec.gradients, gradientAt(count, t));
    backend.run(step);
  }
  const result = await backend.read(spec.parameters);
  scope.dispose();
  return result;
}

describe.each([1, 63, 64, 65, 1000])('%i parameters', (count) => {
  const start = noiseArray(count);
  const decayCount = Math.floor(count / 2);

  test.each([false, true])(
    'follows the published recurrence over 100 steps, decoupled %s',
    async (decoupled) => {
      const expected = published(start, decayCount, decoupled);
      for (const backend of [backends.gpu, backends.cpu]) {
        const actual = await trained(backend, start, decayCount, decoupled);
        // Each step rounds θ once and moves it by at most α/(1 − β₁): the error grows with the steps, not with the count.
        const bound = STEPS * 8 * F32_EPSILON * (1 + rate / (1 - beta1));
        actual.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(bound));
      }
    },
  );

  test('gives the same bits twice', async () => {
    expect(await trained(backends.gpu, start, decayCount, false)).toEqual(
      await trained(backends.gpu, start, decayCount, false),
    );
  });
});

test('a parameter without gradient stays where it is', async () => {
  expect(noise(0)).not.toBe(0);
  const scope = backends.gpu.scope('test');
  const parameters = scope.upload(noiseArray(8), 'parameters');
  const zeros = () => scope.tensor('f32', 8, 'zeros');
  const spec = {
    ...{
      parameters,
      gradients: zeros(),
      m: zeros(),
      v: zeros(),
      count: 8,
      batch: uploadBatch(scope, [0], 1),
    },
    schedule: scope.upload(Float32Array.from([0.01, 1e-8, 0.01, 0]), 'schedule'),
    ...{ weightDecay: 0, decayCount: 0, beta1, beta2 },
  };
  backends.gpu.run([backends.gpu.kernels.adam(scope, spec)], 3);
  expect(await backends.gpu.read(parameters)).toEqual(noiseArray(8));
  scope.dispose();
});
