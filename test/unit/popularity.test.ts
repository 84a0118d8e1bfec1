import { expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import type { Warning } from '../../src/data/dataset';
import { encode } from '../../src/data/encode';
import { modelEntry } from '../../src/models/registry';
import { tableOf } from './data-fixtures';
import { allScores, binaryDataset, denseRows, fitContext, fitted } from './model-fixtures';

test('scores are counts of users, alike for everyone', async () => {
  const train = binaryDataset(20, 9);
  const backend = new CpuBackend();
  const scores = await allScores(await fitted('popularity', {}, train, backend), backend, train);
  const counts = Array.from({ length: 9 }, (_, i) => denseRows(train).filter((row) => row[i]).length);
  for (const row of scores) expect(row).toEqual(counts);
});

test('with a half-life, what lies back counts less', async () => {
  const day = 86_400;
  const train = encode(
    [
      tableOf([
        ['u', 'old', 1, 0],
        ['v', 'old', 1, 0],
        ['w', 'old', 1, 2 * day],
        ['u', 'new', 1, 4 * day],
      ]),
    ],
    { feedback: 'implicit' },
  ).datasets[0]!;
  const backend = new CpuBackend();
  const [scores] = await allScores(
    await fitted('popularity', { halfLife: 2 }, train, backend),
    backend,
    train,
  );
  expect(scores![train.itemIds.code('old')!]).toBeCloseTo(0.25 + 0.25 + 0.5, 6);
  expect(scores![train.itemIds.code('new')!]).toBe(1);
});

test('without times a half-life is told to be of no use', async () => {
  const warnings: Warning[] = [];
  const model = modelEntry('popularity')!.create({ halfLife: 2 }, 'ranking');
  const context = fitContext(new CpuBackend(), { warn: (warning) => warnings.push(warning) });
  await model.fit(binaryDataset(5, 4), context);
  expect(warnings.map(({ code }) => code)).toEqual(['popularity.no-timestamps']);
});

test('an event counts at once', async () => {
  const train = binaryDataset(20, 9);
  const backend = new CpuBackend();
  const model = await fitted('popularity', {}, train, backend);
  const before = (await allScores(model, backend, train))[0]!;
  await model.update!([{ kind: 'set', user: 3, item: 2, rating: 1, timestamp: 0 }]);
  const after = (await allScores(model, backend, train))[0]!;
  expect(after).toEqual(before.map((count, item) => count + (item === 2 ? 1 : 0)));
});
