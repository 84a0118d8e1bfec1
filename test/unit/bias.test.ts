import { describe, expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { itemsOf, randomSplit } from './evaluation-fixtures';
import { allScores, fitted } from './model-fixtures';

const { train } = randomSplit(40, 25);
const triples = Array.from({ length: train.users }, (_, user) =>
  itemsOf(train, user).map(
    (item, at) => [user, item, train.byUser.values[train.byUser.offsets[user]! + at]!] as const,
  ),
).flat();
const mean = triples.reduce((sum, [, , rating]) => sum + rating, 0) / triples.length;

/** Surprise, baseline_als and baseline_sgd, line by line. */
function reference(method: 'als' | 'sgd') {
  const users = new Array<number>(train.users).fill(0);
  const items = new Array<number>(train.items).fill(0);
  for (let iteration = 0; iteration < 10; iteration++) {
    if (method === 'als') {
      for (const [own, other, axis, lambda] of [
        [items, users, 1, 10],
        [users, items, 0, 15],
      ] as const) {
        own.forEach((_, code) => {
          const mine = triples.filter((triple) => triple[axis] === code);
          const sum = mine.reduce((total, triple) => total + triple[2] - mean - other[triple[1 - axis]!]!, 0);
          own[code] = sum / (lambda + mine.length);
        });
      }
    } else {
      for (const [user, item, rating] of triples) {
        const error = rating - (mean + users[user]! + items[item]!);
        users[user]! += 0.005 * (error - 0.02 * users[user]!);
        items[item]! += 0.005 * (error - 0.02 * items[item]!);
      }
    }
  }
  return (user: number, item: number) => mean + users[user]! + items[item]!;
}

describe.each(['als', 'sgd'] as const)('%s', (method) => {
  test('predictions and scores as Surprise computes them, for users without ratings too', async () => {
    const backend = new CpuBackend();
    const model = await fitted('bias', { method }, train, backend, 'rating');
    const expected = reference(method);
    const scores = await allScores(model, backend, train);
    for (let user = 0; user < train.users; user++) {
      const items = Uint32Array.from({ length: train.items }, (_, item) => item);
      const predictions = await model.predict!(items.slice().fill(user), items);
      items.forEach((item) => {
        expect(predictions[item]).toBeCloseTo(expected(user, item), 5);
        expect(scores[user]![item]).toBeCloseTo(expected(user, item), 5);
      });
    }
  });

  test('an explanation adds up to the prediction', async () => {
    const model = await fitted('bias', { method }, train, new CpuBackend(), 'rating');
    const { base, parts, score } = await model.explain!(3, 4);
    expect(base + parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(score, 12);
    expect(score).toBeCloseTo(reference(method)(3, 4), 5);
  });
});

test('an event moves the biases one step', async () => {
  const model = await fitted('bias', {}, train, new CpuBackend(), 'rating');
  const before = (await model.predict!(Uint32Array.of(3), Uint32Array.of(4)))[0]!;
  await model.update!([{ kind: 'set', user: 3, item: 4, rating: before + 1, timestamp: 0 }]);
  const after = (await model.predict!(Uint32Array.of(3), Uint32Array.of(4)))[0]!;
  expect(after - before).toBeGreaterThan(0.005);
  expect(after - before).toBeLessThan(0.011);
});
