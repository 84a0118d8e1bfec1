import { describe, expect, test } from 'vitest';
import { encodeRows, listRows, measure, present, ratingRows, splitOf } from './harness';

const TRAIN = 'ml-100k/mcrec/ml-100k.train.rating';
const TEST = 'ml-100k/mcrec/ml-100k.test.rating';

/**
 * ML-100K, the fixed split of MCRec as Dacrema et al. 2021 use it (Table 46): P / R / NDCG at 10, all unseen items,
 * IDCG not truncated, and beside it the standard NDCG. Figures recomputed by a separate f64 program on these files.
 */
const ROWS = [
  {
    model: 'item-knn',
    params: { similarity: 'cosine', neighbours: 200, shrinkage: 50 },
    expected: [0.3264, 0.2101, 0.2531, 0.3921],
  },
  {
    model: 'user-knn',
    params: { similarity: 'cosine', neighbours: 100, shrinkage: 0 },
    expected: [0.3298, 0.2128, 0.2565, 0.3968],
  },
  {
    model: 'rp3beta',
    params: { neighbours: 200, alpha: 1, beta: 0.5 },
    expected: [0.3285, 0.2153, 0.257, 0.3962],
  },
] as const;

describe('ML-100K, the split of MCRec', () => {
  test.skipIf(!present(TRAIN, TEST)).each(ROWS)('$model, $params', async ({ model, params, expected }) => {
    const [train, held] = encodeRows('implicit', ratingRows(TRAIN), listRows(TEST));
    const names = ['precision', 'recall', 'ndcg-full-ideal', 'ndcg'];
    const { metrics } = await measure(model, params, splitOf(train!, held!), {
      task: 'ranking',
      metrics: names,
    });
    names.forEach((name, i) =>
      expect(Math.abs(metrics[`${name}@10`]! - expected[i]!), name).toBeLessThan(0.001),
    );
  });
});
