import { describe, expect, test } from 'vitest';
import type { Split } from '../../src/data/dataset';
import { encodeRows, measure, present, ratingRows, splitOf } from './harness';

/**
 * RMSE / MAE of u1 … u5 from a separate program in dense f64 NumPy: co-rated sums as matrix products of ratings and
 * 0/1 masks, similarities over them, for each test pair a stable descending sort of the raters, k = 40, only
 * positive similarities, no minimum support or shrinkage (Pearson-baseline: 100), predictions clipped to 1–5, global
 * mean where a user or item is unknown or no neighbour is found. Ties go to the rater who comes first in the file.
 */
const RECOMPUTED: Readonly<Record<string, readonly (readonly [rmse: number, mae: number])[]>> = {
  'user-knn cosine-common none': [
    [1.022927, 0.812767],
    [1.02104, 0.805002],
    [1.015659, 0.801941],
    [1.009616, 0.800278],
    [1.017799, 0.806372],
  ],
  'user-knn cosine-common mean': [
    [0.970315, 0.76539],
    [0.961839, 0.757309],
    [0.95412, 0.752369],
    [0.950148, 0.750212],
    [0.95255, 0.756238],
  ],
  'user-knn pearson none': [
    [1.020515, 0.81141],
    [1.017806, 0.806336],
    [1.009204, 0.800852],
    [1.005097, 0.798521],
    [1.013944, 0.80541],
  ],
  'user-knn pearson mean': [
    [0.964784, 0.754293],
    [0.955778, 0.74547],
    [0.948067, 0.742245],
    [0.946225, 0.740967],
    [0.94756, 0.746873],
  ],
  'item-knn cosine-common none': [
    [1.049395, 0.827297],
    [1.039988, 0.819275],
    [1.019434, 0.804426],
    [1.019928, 0.809004],
    [1.021278, 0.810486],
  ],
  'item-knn cosine-common mean': [
    [0.953962, 0.748842],
    [0.947975, 0.741701],
    [0.94237, 0.74023],
    [0.939038, 0.737791],
    [0.938249, 0.740876],
  ],
  'item-knn pearson none': [
    [1.059384, 0.846619],
    [1.047425, 0.837022],
    [1.028704, 0.822698],
    [1.032798, 0.826708],
    [1.031399, 0.826732],
  ],
  'item-knn pearson mean': [
    [0.952507, 0.747099],
    [0.944799, 0.737742],
    [0.939312, 0.735602],
    [0.937521, 0.733986],
    [0.938395, 0.738685],
  ],
  'user-knn msd z-score': [
    [0.963518, 0.755328],
    [0.957701, 0.748182],
  ],
  'item-knn msd z-score': [
    [0.950949, 0.744339],
    [0.940504, 0.734643],
  ],
  'item-knn pearson-baseline baseline': [
    [0.935885, 0.734305],
    [0.918225, 0.71828],
  ],
};

describe.each([1, 2, 3, 4, 5])('ML-100K u%i', (fold) => {
  const files = [`ml-100k/u${fold}.base`, `ml-100k/u${fold}.test`];
  const here = present(...files);
  // Read once for all rows of the fold.
  let read: Split | null = null;
  const foldOf = () => {
    if (read) return read;
    const [train, held] = encodeRows('explicit', ...files.map(ratingRows));
    return (read = splitOf(train!, held!));
  };

  test.skipIf(!here).each(Object.keys(RECOMPUTED).filter((name) => RECOMPUTED[name]![fold - 1]))(
    '%s, k = 40',
    async (name) => {
      const [model, similarity, centring] = name.split(' ');
      const shrinkage = similarity === 'pearson-baseline' ? 100 : 0;
      const { metrics } = await measure(
        model!,
        { similarity, centring, neighbours: 40, shrinkage },
        foldOf(),
        { task: 'rating', metrics: ['rmse', 'mae'] },
      );
      const [rmse, mae] = RECOMPUTED[name]![fold - 1]!;
      expect(Math.abs(metrics['rmse']! - rmse)).toBeLessThan(0.0005);
      expect(Math.abs(metrics['mae']! - mae)).toBeLessThan(0.0005);
    },
  );
});
