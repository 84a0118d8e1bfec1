import { describe, expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import type { Dataset } from '../../src/data/dataset';
import { modelEntry } from '../../src/models/registry';
import type { FitContext, TrainingState } from '../../src/models/recommender';
import { isCold, isHeld, meanAuc, smallStore } from './cold-items';
import { allScores, binaryDataset, fitContext, fitted } from './model-fixtures';

const backend = new CpuBackend();
const { training } = fitContext(backend);
const store = smallStore((user, item) => isCold(item) || isHeld(user, item));
const { train } = store;
const tiny = smallStore(isHeld, { customers: 40, items: 50, interactions: 400 }).train;
const isWarm = (item: number) => !isCold(item);

const small: Record<string, Record<string, unknown>> = {
  'wide-deep': { embedding: 8, featureEmbedding: 8, layers: [16, 8], wordBuckets: 64, negatives: 2 },
  'two-tower': { embedding: 8, featureEmbedding: 8, layers: [16], wordBuckets: 64 },
};

async function learned(name: string, data: Dataset, epochs: number, changes: Partial<FitContext> = {}) {
  const entry = modelEntry(name)!;
  const model = entry.create(entry.params.parse(small[name]), 'ranking');
  const losses: number[] = [];
  await model.fit(
    data,
    fitContext(backend, {
      training: {
        ...{ ...training, epochs, batchSize: 512 },
        optimizer: { ...training.optimizer, learningRate: 0.005 },
      },
      report: ({ epoch, metrics }) => void (epoch && losses.push(metrics!['loss']!)),
      ...changes,
    }),
  );
  return { model, losses };
}

describe.each(Object.keys(small))('%s', { timeout: 60_000 }, (name) => {
  test('beats popularity on held-out purchases, and ranks items never bought where mf cannot', async () => {
    const { model, losses } = await learned(name, train, 6);
    expect(losses.at(-1)).toBeLessThan(losses[0]!);
    const scores = await allScores(model, backend, train, 50);
    const popular = await allScores(await fitted('popularity', {}, train, backend), backend, train);
    expect(meanAuc(scores, store, isWarm)).toBeGreaterThan(meanAuc(popular, store, isWarm) + 0.01);
    expect(meanAuc(scores, store, isCold)).toBeGreaterThan(0.6);
    const factors = await allScores(await fitted('mf', { factors: 2 }, train, backend), backend, train);
    expect(meanAuc(factors, store, isCold)).toBe(0.5);
  });

  test('interrupted after an epoch it goes on to the same bits; a saved model scores the same', async () => {
    let kept: TrainingState | null = null;
    const whole = await learned(name, tiny, 2, {
      keep: async (read) => void (kept ??= await read()),
    });
    const scores = await allScores(whole.model, backend, tiny, 50);
    const resumed = await learned(name, tiny, 2, { resume: kept });
    expect(resumed.losses).toEqual(whole.losses.slice(1));
    expect(await allScores(resumed.model, backend, tiny, 50)).toEqual(scores);

    const entry = modelEntry(name)!;
    const copy = entry.create(entry.params.parse(small[name]), 'ranking');
    await copy.fromTensors!(await whole.model.toTensors!(), tiny, fitContext(backend));
    expect(await allScores(copy, backend, tiny, 64)).toEqual(scores);

    const before = backend.memory.current;
    for (const model of [whole.model, resumed.model, copy]) model.dispose();
    expect(backend.memory.current).toBeLessThan(before);
  });

  test('without metadata it learns from interactions alone, and says so', async () => {
    const codes: string[] = [];
    const data = binaryDataset(12, 9);
    const { model } = await learned(name, data, 1, { warn: ({ code }) => void codes.push(code) });
    expect(codes).toContain('features.no-metadata');
    const scores = await allScores(model, backend, data);
    expect(scores.flat().every(Number.isFinite)).toBe(true);
  });
});
