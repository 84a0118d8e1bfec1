import { expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { itemsOf, randomSplit } from './evaluation-fixtures';
import { allScores, fitted } from './model-fixtures';

const { train } = randomSplit(40, 25);
const ratings = Array.from(
  { length: train.users },
  (_, user) =>
    new Map(
      itemsOf(train, user).map((item, at) => [item, train.byUser.values[train.byUser.offsets[user]! + at]!]),
    ),
);

/** Lemire & Maclachlan 2005, equation 4, from the definition. */
function reference(user: number, item: number): number {
  const own = [...ratings[user]!];
  const mean = own.reduce((sum, [, rating]) => sum + rating, 0) / own.length;
  const deviations = own.flatMap(([other]) => {
    const both = ratings.filter((row) => row.has(item) && row.has(other));
    return both.length
      ? [both.reduce((sum, row) => sum + row.get(item)! - row.get(other)!, 0) / both.length]
      : [];
  });
  return mean + (deviations.length ? deviations.reduce((sum, d) => sum + d, 0) / deviations.length : 0);
}

test('predictions and scores follow the definition', async () => {
  const backend = new CpuBackend();
  const model = await fitted('slope-one', {}, train, backend, 'rating');
  const scores = await allScores(model, backend, train);
  for (let user = 0; user < train.users; user++) {
    const items = Uint32Array.from({ length: train.items }, (_, item) => item);
    const predictions = await model.predict!(items.slice().fill(user), items);
    items.forEach((item) => {
      if (ratings[user]!.size === 0) expect(predictions[item]).toBeNaN();
      else {
        expect(predictions[item]).toBeCloseTo(reference(user, item), 4);
        expect(scores[user]![item]).toBe(predictions[item]);
      }
    });
  }
  model.dispose();
  expect(backend.memory.current).toBe(0);
});
