import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { NO_ROW } from '../../src/compute/contracts/similarity';
import { bothBackends } from './backends';
import { sparseMatrix, uploadBatch, uploadMatrix } from './fixtures';

const backends = bothBackends();
const host = sparseMatrix(30, 50, 0.3);
const pairs = Uint32Array.from(
  Array.from({ length: 30 }, (_, user) =>
    [...host.indices.subarray(host.offsets[user], host.offsets[user + 1])].flatMap((item) => [user, item]),
  ).flat(),
);
const order = Array.from({ length: pairs.length / 2 }, (_, i) => (i * 7) % (pairs.length / 2));
const seen = (user: number, item: number) =>
  host.indices.subarray(host.offsets[user], host.offsets[user + 1]).includes(item);

async function sample(
  backend: Backend,
  sampling: 'uniform' | 'popularity',
  { group = 4, size = 100, first = 0, stepOfRun = 5, seed = 42 } = {},
  drawn: Uint32Array | null = null,
) {
  const scope = backend.scope('test');
  const rows = Math.ceil((size * group) / 4) * 4;
  const spec = {
    batch: uploadBatch(scope, order, size, { first, stepOfRun }),
    ...{ group, sampling, seed },
    ...(drawn ? { drawn: scope.upload(drawn, 'drawn') } : {}),
    pairs: scope.upload(pairs, 'pairs'),
    seen: uploadMatrix(scope, host).matrix,
    users: scope.tensor('u32', rows, 'users'),
    items: scope.tensor('u32', rows, 'items'),
  };
  backend.run([backend.kernels.samplePairs(scope, spec)]);
  const result = { users: await backend.read(spec.users), items: await backend.read(spec.items) };
  scope.dispose();
  return result;
}

describe.each(['uniform', 'popularity'] as const)('%s', (sampling) => {
  test('draws the same on both sides: the pair itself, then items its user has not seen', async () => {
    const options = { group: 3, size: 101, first: order.length - 60 };
    const drawn = await sample(backends.gpu, sampling, options);
    expect(await sample(backends.cpu, sampling, options)).toEqual(drawn);
    drawn.users.forEach((user, row) => {
      const pair = order[order.length - 60 + Math.floor(row / 3)];
      if (pair === undefined) {
        expect([user, drawn.items[row]]).toEqual([NO_ROW, NO_ROW]);
        return;
      }
      expect(user).toBe(pairs[2 * pair]);
      if (row % 3 === 0) expect(drawn.items[row]).toBe(pairs[2 * pair + 1]);
      else expect(seen(user, drawn.items[row]!)).toBe(false);
    });
  });

  test('each step and each seed draws others', async () => {
    const first = await sample(backends.cpu, sampling);
    expect(await sample(backends.cpu, sampling, { stepOfRun: 6 })).not.toEqual(first);
    expect(await sample(backends.cpu, sampling, { seed: 43 })).not.toEqual(first);
  });
});

test('shares follow the sampling, by χ² at 0.1 %', async () => {
  for (const sampling of ['uniform', 'popularity'] as const) {
    const counts = new Float64Array(50);
    const expected = new Float64Array(50);
    const popularity = new Float64Array(50);
    host.indices.forEach((item) => popularity[item]!++);
    for (let step = 0; step < 40; step++) {
      const { users, items } = await sample(backends.cpu, sampling, { stepOfRun: step });
      users.forEach((user, row) => {
        if (row % 4 === 0) return;
        counts[items[row]!]!++;
        const weights = popularity.map((n, item) => (seen(user, item) ? 0 : sampling === 'uniform' ? 1 : n));
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        weights.forEach((weight, item) => (expected[item]! += weight / total));
      });
    }
    const statistic = counts.reduce((sum, n, item) => sum + (n - expected[item]!) ** 2 / expected[item]!, 0);
    // 49 degrees of freedom
    expect(statistic).toBeLessThan(85.35);
  }
});

test('draws from a list of items alone, the same on both sides', async () => {
  const list = Uint32Array.of(3, 7, 11, 40, 41, 42);
  const drawn = await sample(backends.gpu, 'uniform', {}, list);
  expect(await sample(backends.cpu, 'uniform', {}, list)).toEqual(drawn);
  const negatives = drawn.items.filter((_, row) => row % 4 !== 0);
  expect([...new Set(negatives)].sort((a, b) => a - b)).toEqual([...list]);
});
