import { describe, expect, test } from 'vitest';
import type { Split } from '../../src/data/dataset';
import { makeSplits } from '../../src/evaluation/splits';
import { encodeRows, measure, present, ratingRows } from './harness';

/**
 * ML-100K, five folds as NumPy's RandomState(0) shuffles them (Surprise, README, "Benchmarks"), k = 40: mean RMSE / MAE.
 * `published` stands in that README; `recomputed` by a separate f64 program on the same folds.
 */
const ROWS = [
  {
    model: 'user-knn',
    similarity: 'msd',
    centring: 'none',
    published: [0.98, 0.774],
    recomputed: [0.9797, 0.7736],
  },
  {
    model: 'user-knn',
    similarity: 'cosine-common',
    centring: 'none',
    published: null,
    recomputed: [1.0175, null],
  },
  { model: 'user-knn', similarity: 'pearson', centring: 'none', published: null, recomputed: [1.0117, null] },
  {
    model: 'user-knn',
    similarity: 'msd',
    centring: 'mean',
    published: [0.951, 0.749],
    recomputed: [0.9511, 0.7494],
  },
  {
    model: 'user-knn',
    similarity: 'pearson',
    centring: 'mean',
    published: null,
    recomputed: [0.9495, 0.7437],
  },
  {
    model: 'user-knn',
    similarity: 'msd',
    centring: 'baseline',
    published: [0.931, 0.733],
    recomputed: [0.9307, 0.7332],
  },
  {
    model: 'item-knn',
    similarity: 'pearson-baseline',
    centring: 'baseline',
    published: null,
    recomputed: [0.9176, 0.7196],
  },
  {
    model: 'item-knn',
    similarity: 'cosine-common',
    centring: 'mean',
    published: null,
    recomputed: [0.944, 0.742],
  },
] as const;

/** The same for all rows. */
let folds: readonly Split[] | null = null;

function fiveFolds(): readonly Split[] {
  if (folds) return folds;
  const [dataset] = encodeRows('explicit', ratingRows('ml-100k/u.data'));
  return (folds = makeSplits(dataset!, { protocol: 'k-fold', folds: 5, validationRatio: 0 }, 0));
}

describe('ML-100K in five folds', () => {
  test.skipIf(!present('ml-100k/u.data')).each(ROWS)(
    '$model, $similarity, centring $centring',
    async ({ model, similarity, centring, published, recomputed }) => {
      const splits = fiveFolds();
      const shrinkage = similarity === 'pearson-baseline' ? 100 : 0;
      const mean = { rmse: 0, mae: 0 };
      for (const split of splits) {
        const { metrics } = await measure(model, { similarity, centring, neighbours: 40, shrinkage }, split, {
          task: 'rating',
          metrics: ['rmse', 'mae'],
        });
        mean.rmse += metrics['rmse']! / splits.length;
        mean.mae += metrics['mae']! / splits.length;
      }
      expect(Math.abs(mean.rmse - recomputed[0])).toBeLessThan(0.001);
      if (recomputed[1] !== null) expect(Math.abs(mean.mae - recomputed[1])).toBeLessThan(0.001);
      // The README prints three digits.
      if (published !== null) expect(Math.abs(mean.rmse - published[0])).toBeLessThan(0.0015);
    },
  );
});
