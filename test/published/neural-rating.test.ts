import { describe, expect, test } from 'vitest';
import { encodeRows, measure, present, ratingRows, splitOf } from './harness';

const [BASE, TEST] = ['ml-100k/u1.base', 'ml-100k/u1.test'];

describe('ML-100K, the official fold u1', () => {
  test.skipIf(!present(BASE, TEST))('mlp, all settings at their defaults: RMSE at most .930', async () => {
    const [train, held] = encodeRows('explicit', ratingRows(BASE), ratingRows(TEST));
    const { metrics } = await measure('mlp', {}, splitOf(train!, held!), {
      task: 'rating',
      metrics: ['rmse', 'mae'],
    });
    expect(metrics['rmse']).toBeLessThan(0.93);
    expect(metrics['mae']).toBeLessThan(0.735);
  });
});
