import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { bothBackends } from './backends';
import { uploadBatch } from './fixtures';

const backends = bothBackends();
const shares = [0.1, 0, 0.4, 0.2, 0, 0.3];
const thresholds = Uint32Array.from(shares, (_, i) =>
  Math.min(0xffffffff, Math.round(shares.slice(0, i + 1).reduce((sum, share) => sum + share, 0) * 2 ** 32)),
);

async function sample(backend: Backend, count: number, stepOfRun: number, seed = 42, table = thresholds) {
  const scope = backend.scope('test');
  const out = scope.upload(new Uint32Array(count + 5).fill(77), 'out');
  const spec = {
    batch: uploadBatch(scope, [0], 1, { stepOfRun }),
    thresholds: scope.upload(table, 'thresholds'),
    ...{ count, seed, out, outOffset: 3 },
  };
  backend.run([backend.kernels.sampleItems(scope, spec)]);
  const result = await backend.read(out);
  scope.dispose();
  expect([...result.subarray(0, 3), ...result.subarray(count + 3)]).toEqual([77, 77, 77, 77, 77]);
  return [...result.subarray(3, count + 3)];
}

describe.each([1, 4, 403])('%i items', (count) => {
  test('the same on both sides, others at each step and with each seed', async () => {
    const drawn = await sample(backends.gpu, count, 5);
    expect(await sample(backends.cpu, count, 5)).toEqual(drawn);
    expect(drawn.every((item) => shares[item]! > 0)).toBe(true);
    if (count < 5) return;
    expect(await sample(backends.cpu, count, 6)).not.toEqual(drawn);
    expect(await sample(backends.cpu, count, 5, 43)).not.toEqual(drawn);
  });
});

test('one item only, and shares by χ² at 0.1 %', async () => {
  expect(await sample(backends.gpu, 4, 0, 42, Uint32Array.of(0xffffffff))).toEqual([0, 0, 0, 0]);
  const [count, steps] = [1000, 20];
  const counts = shares.map(() => 0);
  for (let step = 0; step < steps; step++)
    for (const item of await sample(backends.cpu, count, step)) counts[item]!++;
  let statistic = 0;
  shares.forEach((share, item) => {
    if (share > 0) statistic += (counts[item]! - share * count * steps) ** 2 / (share * count * steps);
  });
  // 3 degrees of freedom
  expect(statistic).toBeLessThan(16.27);
});
