import { describe, expect, test } from 'vitest';
import {
  areaUnderCurve,
  gradedNdcg,
  listMetric,
  rankMetric,
  sumsOfRanks,
} from '../../src/evaluation/list-metrics';
import { metricDefinition, metricKey, metricName } from '../../src/evaluation/metrics';

/** Ranks of the relevant by scikit-learn's example list: 12 candidates, relevant at 2, 4, 6, 12. */
const relevance = [0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0];
const scores = [0.9, 0.8, 0.85, 0.1, 0.7, 0.05, 0.3, 0.31, 0.32, 0.33, 0.34, 0.2];
const ranksOf = (values: readonly number[]) =>
  relevance.flatMap((relevant, i) =>
    relevant
      ? [
          1 +
            values.filter((value) => value > values[i]!).length +
            (values.filter((value) => value === values[i]).length - 1) / 2,
        ]
      : [],
  );

describe('against scikit-learn', () => {
  test.each([
    [1, 0],
    [3, 0.23463936301137833],
    [5, 0.36331756126716835],
    [10, 0.5023737407779441],
  ])('ndcg_score, k = %i', (k, expected) => {
    expect(listMetric('ndcg', sumsOfRanks(ranksOf(scores), k), k, 4)).toBeCloseTo(expected, 12);
  });

  test('average_precision_score is MAP without a cutoff', () => {
    expect(listMetric('map', sumsOfRanks(ranksOf(scores), 12), 12, 4)).toBeCloseTo(0.41666666666666663, 12);
  });

  test('ndcg_score without a cutoff', () => {
    expect(rankMetric('ndcg-untruncated', ranksOf(scores), 12)).toBeCloseTo(0.6078693250130545, 12);
  });

  test('ndcg_score of the gains 2^r − 1', () => {
    expect(gradedNdcg(ranksOf(scores), [3, 1, 5, 4], 5)).toBeCloseTo(0.0885394740332236, 12);
    expect(gradedNdcg(ranksOf(scores), [3, 1, 5, 4], 12)).toBeCloseTo(0.3975969613921503, 12);
  });

  test('roc_auc_score, with and without ties', () => {
    expect(areaUnderCurve(ranksOf(scores), 12)).toBeCloseTo(0.53125, 12);
    expect(areaUnderCurve(ranksOf([3, 1, 3, 2, 2, 2, 1, 1, 3, 2, 0, 0]), 12)).toBeCloseTo(0.515625, 12);
  });
});

describe('definitions that frameworks give differently', () => {
  // hits at ranks 1 and 3 of a list of 4; 6 relevant items
  const sums = sumsOfRanks([1, 3, 9, 0, 0, 0], 4);

  test.each([
    ['precision', 2 / 4],
    ['recall', 2 / 6],
    ['f1', (2 * (2 / 4) * (2 / 6)) / (2 / 4 + 2 / 6)],
    ['hit-rate', 1],
    ['ndcg', 1.5 / (1 + 1 / Math.log2(3) + 1 / 2 + 1 / Math.log2(5))],
    [
      'ndcg-full-ideal',
      1.5 / (1 + 1 / Math.log2(3) + 1 / 2 + 1 / Math.log2(5) + 1 / Math.log2(6) + 1 / Math.log2(7)),
    ],
    ['map', (1 + 2 / 3) / 6],
    ['map-truncated', (1 + 2 / 3) / 4],
    ['mrr', 1],
  ])('%s', (name, expected) => {
    expect(listMetric(name, sums, 4, 6)).toBeCloseTo(expected, 12);
  });

  test('nothing found is 0 everywhere', () => {
    const none = sumsOfRanks([0, 11], 10);
    for (const name of ['precision', 'recall', 'f1', 'hit-rate', 'ndcg', 'map', 'mrr']) {
      expect(listMetric(name, none, 10, 2)).toBe(0);
    }
    for (const name of ['mrr-full', 'ndcg-untruncated', 'r-precision', 'rbp']) {
      expect(rankMetric(name, [0, 0], 10)).toBe(0);
    }
  });
});

test('R-precision and rank-biased precision, from their definitions', () => {
  // 3 relevant items at ranks 1, 3 and 7
  expect(rankMetric('r-precision', [1, 3, 7], 20)).toBeCloseTo(2 / 3, 12);
  expect(rankMetric('rbp', [1, 3, 7], 20)).toBeCloseTo(0.2 * (1 + 0.8 ** 2 + 0.8 ** 6), 12);
  expect(rankMetric('mrr-full', [3, 7, 0], 20)).toBeCloseTo(1 / 3, 12);
});

test('a constant scorer gets the middle, whichever side of the tie the relevant item stands', () => {
  const middle = (100 + 1) / 2;
  expect(sumsOfRanks([middle], 10).hits).toBe(0);
  expect(areaUnderCurve([middle], 100)).toBe(0.5);
});

test('unranked relevant items count as last', () => {
  // 2 ranked first and second, 2 not at all, 6 others: 2·6 of 4·6 pairs are in order
  expect(areaUnderCurve([1, 2, 0, 0], 10)).toBeCloseTo(0.5, 12);
});

test('keys', () => {
  expect(metricKey('ndcg', 10)).toBe('ndcg@10');
  expect(metricKey('rmse', 10)).toBe('rmse');
  expect(metricName('ndcg-full-ideal@20')).toBe('ndcg-full-ideal');
  expect(metricDefinition('map@5')?.name).toBe('map');
  expect(metricDefinition('unheard-of')).toBeUndefined();
});
