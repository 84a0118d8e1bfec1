import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { levelsOf } from '../../src/nn/levels';
import { bothBackends, F32_EPSILON } from './backends';
import { noiseArray, sparseMatrix } from './fixtures';

const backends = bothBackends();
const host = sparseMatrix(30, 20, 0.3);
const ratings = host.values.map((value) => 3 + 2 * value);
const users = Uint32Array.from(host.indices, (_, p) => host.offsets.findIndex((end) => end > p) - 1);
const items = host.indices;
const order = Uint32Array.from(host.indices, (_, i) => (i * 37) % host.indices.length);
const [mean, learningRate, regularization] = [3, 0.02, 0.05];

/** The sequential algorithm, one rating after another in the order given, in f64. */
function sequential(startUsers: Float32Array, startItems: Float32Array, factors: number) {
  const [u, i] = [Float64Array.from(startUsers), Float64Array.from(startItems)];
  const errors = new Float64Array(ratings.length);
  for (const rating of order) {
    const [user, item] = [users[rating]! * (factors + 1), items[rating]! * (factors + 1)];
    let e = ratings[rating]! - mean - u[user + factors]! - i[item + factors]!;
    for (let k = 0; k < factors; k++) e -= u[user + k]! * i[item + k]!;
    errors[rating] = e * e;
    u[user + factors]! += learningRate * (e - regularization * u[user + factors]!);
    i[item + factors]! += learningRate * (e - regularization * i[item + factors]!);
    for (let k = 0; k < factors; k++) {
      const [p, q] = [u[user + k]!, i[item + k]!];
      u[user + k] = p + learningRate * (e * q - regularization * p);
      i[item + k] = q + learningRate * (e * p - regularization * q);
    }
  }
  return { users: u, items: i, errors };
}

async function inLevels(
  backend: Backend,
  startUsers: Float32Array,
  startItems: Float32Array,
  factors: number,
) {
  const scope = backend.scope('test');
  const levels = levelsOf(order, users, items);
  const plan = scope.upload(levels.words, 'plan');
  const spec = {
    ...{ plan, widest: levels.widest, factors, mean, learningRate, regularization },
    pairs: scope.upload(
      Uint32Array.from({ length: 2 * ratings.length }, (_, k) => (k % 2 ? items : users)[k >> 1]!),
      'pairs',
    ),
    ratings: scope.upload(ratings, 'ratings'),
    users: scope.upload(startUsers, 'users'),
    items: scope.upload(startItems, 'items'),
    errors: scope.tensor('f32', ratings.length, 'errors'),
  };
  const step = [backend.kernels.advanceLevel(scope, { plan }), backend.kernels.factorLevel(scope, spec)];
  backend.run(step, levels.count);
  const result = {
    users: await backend.read(spec.users),
    items: await backend.read(spec.items),
    errors: await backend.read(spec.errors),
  };
  scope.dispose();
  return result;
}

describe.each([1, 8, 17])('%i factors', (factors) => {
  const startUsers = noiseArray(30 * (factors + 1), 1).map((value) => value / 4);
  const startItems = noiseArray(20 * (factors + 1), 2).map((value) => value / 4);

  test('levels at once equal ratings one by one', async () => {
    expect(new Set(order).size).toBe(ratings.length);
    const expected = sequential(startUsers, startItems, factors);
    for (const backend of [backends.gpu, backends.cpu]) {
      const actual = await inLevels(backend, startUsers, startItems, factors);
      // Each rating rounds the numbers it touches; a user or item has at most 30 of them, values stay below 2.
      const bound = 30 * (factors + 8) * 2 * F32_EPSILON;
      for (const name of ['users', 'items'] as const)
        actual[name].forEach((value, k) => expect(Math.abs(value - expected[name][k]!)).toBeLessThan(bound));
      actual.errors.forEach((value, k) =>
        expect(Math.abs(value - expected.errors[k]!)).toBeLessThan(20 * bound),
      );
    }
  });

  test('gives the same bits twice', async () => {
    const run = () => inLevels(backends.gpu, startUsers, startItems, factors);
    expect(await run()).toEqual(await run());
  });
});
