import { describe, expect, test } from 'vitest';
import { compareRuns, describeComparison } from '../../src/evaluation/compare';
import { binomialHalf, normalTwoSided, studentTwoSided } from '../../src/evaluation/distributions';
import {
  holm,
  mcnemar,
  pairedEffectSize,
  pairedT,
  wilcoxonSignedRank,
} from '../../src/evaluation/significance';

const tenths = (value: number) => Math.round(value * 10) / 10;
const index = Array.from({ length: 120 }, (_, i) => i + 1);
/** Coarse values, so that many differences are zero or equal. */
const a = index.map((i) => tenths(Math.abs(Math.sin(i))));
const b = index.map((i) => tenths(Math.abs(Math.sin(i)) * 0.8 + Math.abs(Math.cos(3 * i)) * 0.15));

describe('against scipy', () => {
  test.each([
    [0.1, 0.920344325445942],
    [1, 0.31731050786291415],
    [1.96, 0.04999579029644087],
    [3, 0.0026997960632601866],
    [6, 1.973175290075389e-9],
  ])('2·norm.sf(%f)', (z, expected) => {
    expect(Math.abs(normalTwoSided(z) / expected - 1)).toBeLessThan(1e-12);
    expect(normalTwoSided(-z)).toBe(normalTwoSided(z));
  });

  test.each([
    [0.5, 3, 0.651447964848151],
    [2.1, 10, 0.06207724420221853],
    [4, 100, 0.00012152364430076158],
    [1.2, 5000, 0.2301961950604178],
  ])('2·t.sf(%f, %i)', (t, degrees, expected) => {
    expect(Math.abs(studentTwoSided(t, degrees) / expected - 1)).toBeLessThan(1e-10);
  });

  test('binom.cdf', () => {
    expect(binomialHalf(450, 1000) / 0.0008652680424881512).toBeCloseTo(1, 10);
    expect(binomialHalf(3, 10)).toBeCloseTo(0.171875, 12);
  });

  test('ttest_rel', () => {
    const { statistic, p } = pairedT(a, b);
    expect(statistic).toBeCloseTo(3.5289500381973418, 10);
    expect(p / 0.0005939719897097463).toBeCloseTo(1, 9);
  });

  test('wilcoxon', () => {
    const { statistic, p } = wilcoxonSignedRank(a, b);
    expect(statistic).toBe(819);
    expect(p / 0.016340466762503163).toBeCloseTo(1, 10);
  });

  test('binomtest of 18 in 69', () => {
    const { statistic, p } = mcnemar(a, b);
    expect(statistic).toBe(18);
    expect(p / 8.768662462846019e-5).toBeCloseTo(1, 9);
  });

  test('effect size', () => {
    expect(pairedEffectSize(a, b)).toBeCloseTo(0.32214759003823357, 12);
  });
});

test('nothing differs: p = 1 everywhere', () => {
  for (const run of [pairedT, wilcoxonSignedRank, mcnemar]) expect(run(a, a)).toEqual({ statistic: 0, p: 1 });
});

// R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")
test('Holm’s correction', () => {
  const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
  [0.03, 0.06, 0.06, 0.02].forEach((expected, i) => expect(adjusted[i]).toBeCloseTo(expected, 12));
  expect(holm([0.6, 0.7])).toEqual([1, 1]);
});

describe('two runs', () => {
  const runA = { users: index, perUser: { 'ndcg@10': a, rmse: b } };
  // Other users at both ends
  const runB = {
    users: [...index.slice(5), 500, 501],
    perUser: { 'ndcg@10': [...b.slice(5), 9, 9], rmse: [...b.slice(5), 9, 9] },
  };
  const [ndcg, rmse] = compareRuns(runA, runB);

  test('are compared on the users that both have, and the p-values corrected together', () => {
    expect(ndcg!.users).toBe(115);
    expect(ndcg!.difference).toBeCloseTo(
      a.slice(5).reduce((sum, value, i) => sum + value - b[i + 5]!, 0) / 115,
      12,
    );
    expect(ndcg!.adjustedP).toBeCloseTo(Math.min(1, 2 * ndcg!.wilcoxon.p), 12);
    expect(ndcg!.better).toBe('a');
  });

  test('that do not differ are not distinguishable, in words', () => {
    expect(rmse!.better).toBeNull();
    const words = describeComparison(rmse!, 'EASE', 'SLIM');
    expect(words.en).toContain('EASE and SLIM are not distinguishable');
    expect(words.zh).toContain('EASE 与 SLIM 的差异不显著');
  });

  test('a lower error is better', () => {
    const error = (values: readonly number[]) => ({ users: index, perUser: { rmse: values } });
    const [comparison] = compareRuns(error(a.map((x) => x + 1)), error(a));
    expect(comparison!.better).toBe('b');
    expect(describeComparison(comparison!, 'A', 'B').en).toContain('B is better than A');
  });
});
