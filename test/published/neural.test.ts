import { describe, expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import type { TrainingOptions } from '../../src/models/recommender';
import { modelEntry } from '../../src/models/registry';
import { evaluate } from '../../src/evaluation/evaluate';
import { fitContext } from '../unit/model-fixtures';
import { encodeRows, listRows, present, ratingRows, splitOf } from './harness';

const plain = fitContext(new CpuBackend()).training;

/** Fits a model with these settings on the CPU side and measures it on the test part. */
async function measured(
  name: string,
  params: Record<string, unknown>,
  training: Partial<Omit<TrainingOptions, 'optimizer'>> & { readonly learningRate?: number },
  split: ReturnType<typeof splitOf>,
  task: 'rating' | 'ranking',
  metrics: string[],
): Promise<Readonly<Record<string, number>>> {
  const backend = new CpuBackend();
  const entry = modelEntry(name)!;
  const model = entry.create(entry.params.parse(params), task);
  const { learningRate = plain.optimizer.learningRate, ...changes } = training;
  const optimizer = { ...plain.optimizer, learningRate };
  await model.fit(split.train, fitContext(backend, { training: { ...plain, ...changes, optimizer } }));
  const result = await evaluate(
    backend,
    model,
    split,
    'test',
    {
      ...{ task, metrics, cutoffs: [10], candidates: 'all', relevance: null, excludeSeen: true },
      ...{ seed: 42, bootstrap: 0, lists: false },
    },
    { checkpoint: async () => undefined, report: () => undefined },
  );
  model.dispose();
  return result.metrics;
}

const [BASE, TEST] = ['ml-100k/u1.base', 'ml-100k/u1.test'];

/**
 * u1 is the hardest of the official folds: about .009 above the mean of the five. Published five-fold means on other
 * folds: SVD .934, SVD++ .919 (Surprise); best classical .9065 (MyMediaLite).
 */
const RATING = [
  // .959 after one epoch, .916 after 30 (svdpp.long.ts).
  { model: 'svdpp', params: {}, training: { epochs: 12, batchSize: 32 }, most: 0.93 },
] as const;

describe('ML-100K, the official fold u1', () => {
  test.skipIf(!present(BASE, TEST)).each(RATING)(
    '$model: RMSE at most $most',
    async ({ model, params, training, most }) => {
      const [train, held] = encodeRows('explicit', ratingRows(BASE), ratingRows(TEST));
      const metrics = await measured(model, params, training, splitOf(train!, held!), 'rating', ['rmse']);
      expect(metrics['rmse']).toBeLessThan(most);
    },
  );
});

const [CHOSEN, WANTED] = ['ml-100k/mcrec/ml-100k.train.rating', 'ml-100k/mcrec/ml-100k.test.rating'];

describe('ML-100K, the split of MCRec (its own model: P .3110, R .2113, NDCG .2466 at 10)', () => {
  test.skipIf(!present(CHOSEN, WANTED))('bpr-mf is at that level', async () => {
    const [train, held] = encodeRows('implicit', ratingRows(CHOSEN), listRows(WANTED));
    const training = { epochs: 20, batchSize: 1024, learningRate: 0.003 };
    const names = ['precision', 'recall', 'ndcg-full-ideal'];
    const metrics = await measured('bpr-mf', {}, training, splitOf(train!, held!), 'ranking', names);
    expect(metrics['precision@10']).toBeGreaterThan(0.32);
    expect(metrics['recall@10']).toBeGreaterThan(0.21);
    expect(metrics['ndcg-full-ideal@10']).toBeGreaterThan(0.248);
  });
});
