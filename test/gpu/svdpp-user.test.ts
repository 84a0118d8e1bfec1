import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { LEVELS_HEADER } from '../../src/compute/contracts/nn';
import { bothBackends, F32_EPSILON } from './backends';
import { noiseArray, sparseMatrix } from './fixtures';

const backends = bothBackends();
const host = sparseMatrix(12, 15, 0.4);
const ratings = host.values.map((value) => 3 + 2 * value);
const owner = Uint32Array.from(host.indices, (_, p) => host.offsets.findIndex((end) => end > p) - 1);
const [mean, learningRate, regularization] = [3, 0.02, 0.05];
/** Users with ratings, last first; the ratings of each from the last to the first. */
const order = Array.from(host.indices, (_, p) => host.indices.length - 1 - p);

interface Tables {
  readonly users: Float32Array<ArrayBuffer>;
  readonly items: Float32Array<ArrayBuffer>;
  readonly history: Float32Array<ArrayBuffer>;
}

/** Koren's algorithm as it is written: every rating moves the y of all items of its user. In f64. */
function oneByOne(start: Tables, factors: number) {
  const [u, i, y] = [start.users, start.items, start.history].map((table) => Float64Array.from(table)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const errors = new Float64Array(ratings.length);
  for (const rating of order) {
    const read = host.indices.subarray(host.offsets[owner[rating]!], host.offsets[owner[rating]! + 1]);
    const share = 1 / Math.sqrt(read.length);
    const [user, item] = [owner[rating]! * (factors + 1), host.indices[rating]! * (factors + 1)];
    const z = Array.from({ length: factors }, (_, k) =>
      read.reduce((sum, j) => sum + share * y[j * factors + k]!, 0),
    );
    let e = ratings[rating]! - mean - u[user + factors]! - i[item + factors]!;
    for (let k = 0; k < factors; k++) e -= i[item + k]! * (u[user + k]! + z[k]!);
    errors[rating] = e * e;
    u[user + factors]! += learningRate * (e - regularization * u[user + factors]!);
    i[item + factors]! += learningRate * (e - regularization * i[item + factors]!);
    for (let k = 0; k < factors; k++) {
      const [p, q] = [u[user + k]!, i[item + k]!];
      u[user + k] = p + learningRate * (e * q - regularization * p);
      i[item + k] = q + learningRate * (e * (p + z[k]!) - regularization * q);
      for (const j of read)
        y[j * factors + k]! += learningRate * (share * e * q - regularization * y[j * factors + k]!);
    }
  }
  return { users: u, items: i, history: y, errors };
}

async function userByUser(backend: Backend, start: Tables, factors: number) {
  const scope = backend.scope('test');
  const sizes = Array.from(host.offsets.slice(1), (end, user) => end - host.offsets[user]!)
    .reverse()
    .filter((size) => size > 0);
  const offsets = sizes.map((_, level) => sizes.slice(0, level + 1).reduce((sum, size) => sum + size, 0));
  const words = [0, sizes.length, ...Array<number>(LEVELS_HEADER - 2).fill(0), 0, ...offsets, ...order];
  const plan = scope.upload(Uint32Array.from(words), 'plan');
  const pairs = Array.from(host.indices).flatMap((item, p) => [owner[p]!, item]);
  const spec = {
    ...{ plan, factors, mean, learningRate, regularization },
    pairs: scope.upload(Uint32Array.from(pairs), 'pairs'),
    ratings: scope.upload(ratings, 'ratings'),
    users: scope.upload(start.users, 'users'),
    items: scope.upload(start.items, 'items'),
    history: scope.upload(start.history, 'history'),
    errors: scope.tensor('f32', ratings.length, 'errors'),
  };
  const step = [backend.kernels.advanceLevel(scope, { plan }), backend.kernels.svdppUser(scope, spec)];
  backend.run(step, sizes.length);
  const result = {
    users: await backend.read(spec.users),
    items: await backend.read(spec.items),
    history: await backend.read(spec.history),
    errors: await backend.read(spec.errors),
  };
  scope.dispose();
  return result;
}

describe.each([1, 8, 17])('%i factors', (factors) => {
  const quarters = (length: number, salt: number) => noiseArray(length, salt).map((value) => value / 4);
  const start: Tables = {
    users: quarters(12 * (factors + 1), 1),
    items: quarters(15 * (factors + 1), 2),
    history: quarters(15 * factors, 3),
  };

  test('a user at once equals its ratings one by one', async () => {
    const expected = oneByOne(start, factors);
    for (const backend of [backends.gpu, backends.cpu]) {
      const actual = await userByUser(backend, start, factors);
      // Each rating rounds the numbers it touches; a number is touched by at most 15, values stay below 2, and a sum of
      // as many y comes before the product.
      const bound = 15 * (factors + 8 + 15) * 2 * F32_EPSILON;
      for (const name of ['users', 'items', 'history'] as const)
        actual[name].forEach((value, k) => expect(Math.abs(value - expected[name][k]!)).toBeLessThan(bound));
      actual.errors.forEach((value, k) =>
        expect(Math.abs(value - expected.errors[k]!)).toBeLessThan(20 * bound),
      );
      expect(actual.history).not.toEqual(start.history);
    }
  });

  test('gives the same bits twice', async () => {
    const run = () => userByUser(backends.gpu, start, factors);
    expect(await run()).toEqual(await run());
  });
});
