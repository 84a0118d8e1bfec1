import { expect, test } from 'vitest';
import { aggregate, bootstrapIntervals, type PerUserMetric } from '../../src/evaluation/bootstrap';

const go = async () => 'go';
const values = Float64Array.from({ length: 200 }, (_, i) => Math.sin(i + 1) ** 2);
const weights = Float64Array.from({ length: 200 }, (_, i) => 1 + (i % 7));
const mean: PerUserMetric = { values, weights: null, root: false };
const root: PerUserMetric = { values, weights, root: true };

// scipy.stats.bootstrap(method='percentile') with 200,000 and 100,000 resamples, numpy's default generator
test('agrees with scipy: a mean, and the root of a weighted mean of squares', async () => {
  expect(aggregate(mean)).toBeCloseTo(0.502589581720278, 12);
  expect(aggregate(root)).toBeCloseTo(0.6127291876393448, 12);
  const intervals = await bootstrapIntervals({ mean, root }, 200, 20_000, 1, go);
  // The standard error of a 2.5 % quantile of 20,000 draws is 0.0004 here.
  expect(Math.abs(intervals['mean']![0] - 0.45400662878125364)).toBeLessThan(0.002);
  expect(Math.abs(intervals['mean']![1] - 0.5514845506231165)).toBeLessThan(0.002);
  expect(Math.abs(intervals['root']![0] - 0.5653663474825955)).toBeLessThan(0.002);
  expect(Math.abs(intervals['root']![1] - 0.6576243633224352)).toBeLessThan(0.002);
});

test('the same seed draws the same users, another seed others', async () => {
  const first = await bootstrapIntervals({ mean }, 200, 100, 5, go);
  expect(await bootstrapIntervals({ mean }, 200, 100, 5, go)).toEqual(first);
  expect(await bootstrapIntervals({ mean }, 200, 100, 6, go)).not.toEqual(first);
});

test('one value for all leaves no room', async () => {
  const constant = { values: new Float64Array(50).fill(0.25), weights: null, root: false };
  expect(await bootstrapIntervals({ constant }, 50, 200, 1, go)).toEqual({ constant: [0.25, 0.25] });
});
