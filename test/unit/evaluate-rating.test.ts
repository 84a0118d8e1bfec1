import { expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { evaluate } from '../../src/evaluation/evaluate';
import { options, randomSplit, scoring, silent } from './evaluation-fixtures';

const backend = new CpuBackend();
const split = randomSplit(60, 40);
const rating = { ...options, task: 'rating' as const, metrics: ['rmse', 'mae', 'accuracy'] };
const { byUser } = split.test;
const pairs = Array.from({ length: split.test.users }, (_, user) =>
  [...byUser.indices.subarray(byUser.offsets[user], byUser.offsets[user + 1])].map((item, i) => ({
    user,
    item,
    rating: byUser.values[byUser.offsets[user]! + i]!,
  })),
).flat();
const trainMean =
  split.train.byUser.values.reduce((sum, value) => sum + value, 0) / split.train.byUser.values.length;

/** Beyond the scale on both sides, and without a prediction for some. */
const model = (user: number, item: number) =>
  (user + item) % 10 === 0 ? NaN : ((user * 3 + item * 7) % 15) / 2 - 0.7;
const clipped = (user: number, item: number) => {
  const value = Math.fround(model(user, item));
  return Math.min(5, Math.max(1, Number.isNaN(value) ? trainMean : value));
};

test('errors over all held-out ratings, clipped to the scale, the mean where there is no prediction', async () => {
  const result = await evaluate(
    backend,
    scoring(backend, split.train.items, model),
    split,
    'test',
    { ...rating, relevance: 4 },
    silent,
  );
  const errors = pairs.map(({ user, item, rating }) => clipped(user, item) - rating);
  const n = errors.length;
  expect(result.metrics['rmse']).toBeCloseTo(Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / n), 6);
  expect(result.metrics['mae']).toBeCloseTo(errors.reduce((sum, e) => sum + Math.abs(e), 0) / n, 6);
  const right = pairs.filter(({ user, item, rating }) => clipped(user, item) >= 4 === rating >= 4).length;
  expect(result.metrics['accuracy']).toBeCloseTo(right / n, 12);
  expect(result.warnings.map(({ code }) => code)).toEqual(['evaluation.fallback']);
  expect([...result.predictions!.items]).toEqual(pairs.map(({ item }) => item));
  result.predictions!.predictions.forEach((value, i) =>
    expect(value).toBeCloseTo(clipped(pairs[i]!.user, pairs[i]!.item), 5),
  );
});

test('figures of a user are over the ratings of that user', async () => {
  const result = await evaluate(
    backend,
    scoring(backend, split.train.items, model),
    split,
    'test',
    rating,
    silent,
  );
  result.users.forEach((user, position) => {
    const own = pairs.filter((pair) => pair.user === user);
    const squares = own.reduce((sum, pair) => sum + (clipped(user, pair.item) - pair.rating) ** 2, 0);
    expect(result.perUser['rmse']![position]).toBeCloseTo(Math.sqrt(squares / own.length), 5);
  });
});

test('the interval over users encloses the figure', async () => {
  const result = await evaluate(
    backend,
    scoring(backend, split.train.items, model),
    split,
    'test',
    { ...rating, bootstrap: 500 },
    silent,
  );
  for (const name of rating.metrics) {
    const [low, high] = result.intervals[name]!;
    expect(low).toBeLessThan(result.metrics[name]!);
    expect(high).toBeGreaterThan(result.metrics[name]!);
  }
});

test('a model that only ranks is sent to the ranking task', async () => {
  const ranksOnly = { ...scoring(backend, split.train.items, model), predict: undefined };
  await expect(evaluate(backend, ranksOnly, split, 'test', rating, silent)).rejects.toMatchObject({
    code: 'evaluation.no-ratings',
  });
});
