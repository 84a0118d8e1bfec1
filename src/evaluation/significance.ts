import { binomialHalf, normalTwoSided, studentTwoSided } from './distributions';

/** A paired test of two runs on the same users. `p` is two-sided. */
export interface TestResult {
  readonly statistic: number;
  readonly p: number;
}

/**
 * Paired t-test: t = mean / (sd / √n) of the differences, n − 1 degrees of freedom. p = 1 where nothing differs.
 * As scipy.stats.ttest_rel.
 */
export function pairedT(a: ArrayLike<number>, b: ArrayLike<number>): TestResult {
  const { mean, deviation, count } = differences(a, b);
  if (deviation === 0)
    return mean === 0 ? { statistic: 0, p: 1 } : { statistic: Math.sign(mean) * Infinity, p: 0 };
  const statistic = mean / (deviation / Math.sqrt(count));
  return { statistic, p: studentTwoSided(statistic, count - 1) };
}

/**
 * Wilcoxon signed-rank test (1945): users who do not differ are left out, equal differences get their average rank,
 * p by the normal approximation with the correction for ties. The statistic is the smaller rank sum.
 * As scipy.stats.wilcoxon(zero_method='wilcox', correction=False, method='asymptotic').
 */
export function wilcoxonSignedRank(a: ArrayLike<number>, b: ArrayLike<number>): TestResult {
  const signed = Array.from(a, (value, i) => value - b[i]!).filter((difference) => difference !== 0);
  const n = signed.length;
  if (n === 0) return { statistic: 0, p: 1 };
  signed.sort((x, y) => Math.abs(x) - Math.abs(y));
  let positive = 0;
  let tieCorrection = 0;
  for (let start = 0; start < n;) {
    let end = start + 1;
    while (end < n && Math.abs(signed[end]!) === Math.abs(signed[start]!)) end++;
    const rank = (start + end + 1) / 2;
    for (let i = start; i < end; i++) if (signed[i]! > 0) positive += rank;
    tieCorrection += (end - start) ** 3 - (end - start);
    start = end;
  }
  const total = (n * (n + 1)) / 2;
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - tieCorrection / 48;
  const z = (positive - total / 2) / Math.sqrt(variance);
  return { statistic: Math.min(positive, total - positive), p: normalTwoSided(z) };
}

/**
 * McNemar's test (1947), exact: among the users whom only one run served (a hit against none), either is as likely
 * under the null hypothesis. The statistic is the smaller of the two counts. On other metrics it is the sign test.
 * As scipy.stats.binomtest.
 */
export function mcnemar(a: ArrayLike<number>, b: ArrayLike<number>): TestResult {
  let [more, fewer] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    if (a[i]! > b[i]!) more++;
    else if (a[i]! < b[i]!) fewer++;
  }
  const statistic = Math.min(more, fewer);
  return { statistic, p: more === fewer ? 1 : Math.min(1, 2 * binomialHalf(statistic, more + fewer)) };
}

/** Cohen's d of paired values: the mean difference in units of the standard deviation of the differences. */
export function pairedEffectSize(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const { mean, deviation } = differences(a, b);
  return mean === 0 ? 0 : mean / deviation;
}

/**
 * Holm's step-down correction (1979): the p-values as if they were the only ones, so that the chance of any false
 * finding among them stays below the level.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((i, j) => pValues[i]! - pValues[j]!);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  order.forEach((i, rank) => {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * pValues[i]!));
    adjusted[i] = largest;
  });
  return adjusted;
}

function differences(a: ArrayLike<number>, b: ArrayLike<number>) {
  const count = a.length;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += a[i]! - b[i]!;
  const mean = sum / count;
  let squares = 0;
  for (let i = 0; i < count; i++) squares += (a[i]! - b[i]! - mean) ** 2;
  return { mean, deviation: count > 1 ? Math.sqrt(squares / (count - 1)) : 0, count };
}
