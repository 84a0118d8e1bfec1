import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { SCHEDULE_WIDTH } from '../../src/compute/contracts/optim';
import { bothBackends, F32_EPSILON } from './backends';
import { noiseArray, uploadBatch } from './fixtures';

const backends = bothBackends();
const STEPS = 100;
const [rate, weightDecay, epsilon] = [0.01, 0.1, 1e-6];

const gradientAt = (count: number, t: number) =>
  Float32Array.from({ length: count }, (_, i) => Math.cos(i * 0.7 + t));

/** Duchi et al. 2011 (figure 1, the diagonal form), or with ρ < 1 lecture 6e of Tieleman & Hinton 2012, in f64. */
function published(start: Float32Array, decayCount: number, rho: number): Float64Array {
  const theta = Float64Array.from(start);
  const s = new Float64Array(start.length);
  for (let t = 1; t <= STEPS; t++) {
    const gradient = gradientAt(start.length, t);
    for (let i = 0; i < start.length; i++) {
      const g = gradient[i]! + (i < decayCount ? weightDecay : 0) * theta[i]!;
      s[i] = rho === 1 ? s[i]! + g * g : rho * s[i]! + (1 - rho) * g * g;
      theta[i]! -= ((rate / t) * g) / (Math.sqrt(s[i]!) + epsilon);
    }
  }
  return theta;
}

async function trained(backend: Backend, start: Float32Array, decayCount: number, rho: number) {
  const count = start.length;
  const scope = backend.scope('test');
  const schedule = new Float32Array(STEPS * SCHEDULE_WIDTH);
  for (let t = 1; t <= STEPS; t++) schedule[(t - 1) * SCHEDULE_WIDTH + 2] = rate / t;
  const batch = uploadBatch(scope, [0], 1);
  const spec = {
    parameters: scope.upload(start, 'parameters'),
    gradients: scope.tensor('f32', count, 'gradients'),
    squares: scope.tensor('f32', count, 'squares'),
    schedule: scope.upload(schedule, 'schedule'),
    ...{ count, batch, weightDecay, decayCount, rho, epsilon },
  };
  const step = [backend.kernels.scaledSgd(scope, spec)];
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

  test.each([
    ['Adagrad', 1],
    ['RMSprop', 0.9],
  ])('%s as published over 100 steps', async (_name, rho) => {
    const expected = published(start, decayCount, rho);
    for (const backend of [backends.gpu, backends.cpu]) {
      const actual = await trained(backend, start, decayCount, rho);
      // Each step rounds θ once and moves it by at most α/√(1 − ρ), to a few units in the last place.
      const bound = STEPS * 8 * F32_EPSILON * (1 + rate / Math.sqrt(rho === 1 ? 1 : 1 - rho));
      actual.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(bound));
    }
  });

  test('gives the same bits twice', async () => {
    expect(await trained(backends.gpu, start, decayCount, 0.9)).toEqual(
      await trained(backends.gpu, start, decayCount, 0.9),
    );
  });
});
