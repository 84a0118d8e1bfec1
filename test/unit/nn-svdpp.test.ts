import { describe, expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { svdpp } from '../../src/models/svdpp';
import { randomSplit } from './evaluation-fixtures';
import { fitContext } from './model-fixtures';

const { train, test: held } = randomSplit(40, 30);
const [users, items] = [Uint32Array.of(0, 3, 39, 12), Uint32Array.of(1, 29, 0, 2)];

async function fitted(seed = 42, params: Record<string, unknown> = {}) {
  const backend = new CpuBackend();
  const model = svdpp.create(svdpp.params.parse({ factors: 6, ...params }), 'rating');
  const losses: number[] = [];
  const validated: number[] = [];
  const context = fitContext(backend, {
    seed,
    report: ({ epoch, metrics }) => void (epoch && losses.push(metrics!['loss']!)),
    validate: async () => {
      validated.push((await model.predict!(users, items))[0]!);
      return {};
    },
  });
  await model.fit(train, { ...context, training: { ...context.training, epochs: 8, batchSize: 8 } });
  return { backend, model, losses, validated };
}

describe('svdpp', () => {
  const ratings = { steps: 'ratings', regularization: 0.02 };

  test.each([{}, ratings])('learns; equal seeds give equal bits, another seed others: %o', async (params) => {
    const [first, again, other] = [
      await fitted(42, params),
      await fitted(42, params),
      await fitted(7, params),
    ];
    expect(first.losses).toHaveLength(8);
    expect(first.losses[7]!).toBeLessThan(first.losses[0]!);
    expect(again.losses).toEqual(first.losses);
    expect(await again.model.predict!(users, items)).toEqual(await first.model.predict!(users, items));
    expect(other.losses).not.toEqual(first.losses);
    expect(new Set(first.validated).size).toBe(8);
  });

  test('predicts the ratings of users without any from biases alone', async () => {
    const { model } = await fitted();
    const { byUser } = train;
    const cold = Array.from({ length: train.users }, (_, user) => user).filter(
      (user) => byUser.offsets[user] === byUser.offsets[user + 1],
    );
    expect(cold.length).toBeGreaterThan(0);
    expect(held.interactions).toBeGreaterThan(0);
    const tensors = await model.toTensors!();
    const [mean, itemRows] = [tensors.get('mean')!.data[0]!, tensors.get('items')!];
    const width = itemRows.shape[1]!;
    const userRows = tensors.get('users')!.data;
    for (const user of cold) {
      // Nothing read, so the vector is the hidden layer's bias: the same for all of them, and no user bias.
      expect(userRows[user * width + width - 1]).toBe(0);
      let expected = mean + itemRows.data[5 * width + width - 1]!;
      for (let k = 0; k < width - 1; k++)
        expected += userRows[user * width + k]! * itemRows.data[5 * width + k]!;
      expect((await model.predict!(Uint32Array.of(user), Uint32Array.of(5)))[0]).toBeCloseTo(expected, 5);
    }
  });

  test('rating by rating, from vectors of zero only biases learn, and users without ratings have none', async () => {
    const { backend, model } = await fitted(42, { ...ratings, deviation: 0 });
    const tensors = await model.toTensors!();
    const [userRows, itemRows] = [tensors.get('users')!.data, tensors.get('items')!.data];
    const { byUser } = train;
    for (let user = 0; user < train.users; user++) {
      const own = userRows.subarray(7 * user, 7 * user + 7);
      expect(own.some((value) => value !== 0)).toBe(byUser.offsets[user]! < byUser.offsets[user + 1]!);
      // From vectors of zero nothing but the biases can learn.
      expect(own.subarray(0, 6).every((value) => value === 0)).toBe(true);
    }
    expect(itemRows.some((value) => value !== 0)).toBe(true);
    model.dispose();
    expect(backend.memory.current).toBe(0);
  });

  test('scores equal predictions, a saved model restores, and all is given back', async () => {
    const { backend, model } = await fitted();
    const predicted = await model.predict!(users, items);
    const scope = backend.scope('test');
    const scorer = await model.scorer(scope, 4);
    scorer.score(users);
    const scores = await backend.read(scorer.out);
    predicted.forEach((value, i) => expect(scores[i * 30 + items[i]!]).toBeCloseTo(value, 5));
    scope.dispose();
    const copy = svdpp.create(svdpp.params.parse({ factors: 6 }), 'rating');
    await copy.fromTensors!(await model.toTensors!(), train, fitContext(backend));
    expect(await copy.predict!(users, items)).toEqual(predicted);
    copy.dispose();
    model.dispose();
    expect(backend.memory.current).toBe(0);
  });
});
