import { expect, test } from 'vitest';
import { makeSplits } from '../../src/evaluation/splits';
import { encodeRows, listRows, measure, present, ratingRows, splitOf } from './harness';

/** Figures recomputed by a separate f64 program on the same files and splits. */

test.skipIf(!present('ml-100k/u.data'))(
  'ML-100K 75/25 as recommenders-team splits it: item k-NN, k = 200, shrinkage 50',
  async () => {
    const [dataset] = encodeRows('implicit', ratingRows('ml-100k/u.data'));
    const [split] = makeSplits(
      dataset!,
      { protocol: 'random-per-user', flavour: 'recommenders', testRatio: 0.25, validationRatio: 0 },
      42,
    );
    expect(split!.train.interactions).toBe(75_066);
    const { metrics } = await measure('item-knn', { neighbours: 200, shrinkage: 50 }, split!, {
      task: 'ranking',
      metrics: ['map', 'ndcg', 'precision', 'recall'],
    });
    const expected = { 'map@10': 0.1339, 'ndcg@10': 0.4423, 'precision@10': 0.3831, 'recall@10': 0.2096 };
    for (const [name, value] of Object.entries(expected))
      expect(Math.abs(metrics[name]! - value), name).toBeLessThan(0.001);
  },
);

const LIGHTGCN = ['train', 'test'].map((part) => `ml-1m/lightgcnpp/${part}.txt`);

test.skipIf(!present(...LIGHTGCN))(
  'ML-1M, the split of LightGCN++: item k-NN, k = 100, shrinkage 50',
  async () => {
    const [train, held] = encodeRows('implicit', ...LIGHTGCN.map(listRows));
    const { metrics } = await measure(
      'item-knn',
      { neighbours: 100, shrinkage: 50 },
      splitOf(train!, held!),
      { task: 'ranking', metrics: ['recall', 'ndcg'] },
    );
    expect(Math.abs(metrics['recall@10']! - 0.1373)).toBeLessThan(0.001);
    expect(Math.abs(metrics['ndcg@10']! - 0.2856)).toBeLessThan(0.001);
  },
);
