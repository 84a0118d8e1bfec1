import type { LocalizedText } from '../language';
import { metricDefinition, metricName } from './metrics';
import {
  holm,
  mcnemar,
  pairedEffectSize,
  pairedT,
  wilcoxonSignedRank,
  type TestResult,
} from './significance';

/** Values of a run user by user, as an `EvaluationResult` holds them. */
export interface UserFigures {
  /** Codes, ascending. */
  readonly users: ArrayLike<number>;
  readonly perUser: Readonly<Record<string, ArrayLike<number>>>;
}

export interface MetricComparison {
  readonly metric: string;
  /** Users that both runs measured. */
  readonly users: number;
  readonly meanA: number;
  readonly meanB: number;
  /** meanA − meanB */
  readonly difference: number;
  /** Cohen's d of the paired differences. */
  readonly effectSize: number;
  readonly wilcoxon: TestResult;
  readonly t: TestResult;
  /** Hits against misses for hit rates, signs of differences otherwise. */
  readonly mcnemar: TestResult;
  /** p of the Wilcoxon test (for hit rates: McNemar's) after Holm's correction over all metrics compared. */
  readonly adjustedP: number;
  /** Which run is better at the level of 5 %, or neither. */
  readonly better: 'a' | 'b' | null;
}

export const SIGNIFICANCE_LEVEL = 0.05;

/**
 * Paired tests of two runs on the users that both measured, for every per-user metric that both have. RMSE, MAE and
 * accuracy are compared by each user's own value.
 */
export function compareRuns(a: UserFigures, b: UserFigures): MetricComparison[] {
  const tested = testedMetrics(a, b);
  const adjusted = holm(tested.map(decisiveP));
  return tested.map((comparison, i) => settled(comparison, adjusted[i]!));
}

type Tested = Omit<MetricComparison, 'adjustedP' | 'better'>;

function testedMetrics(a: UserFigures, b: UserFigures): Tested[] {
  const [inA, inB] = commonUsers(a.users, b.users);
  const metrics = Object.keys(a.perUser).filter((metric) => metric in b.perUser);
  return metrics.map((metric) => {
    const pairs = inA
      .map((i, at) => [a.perUser[metric]![i]!, b.perUser[metric]![inB[at]!]!] as const)
      .filter(([x, y]) => !Number.isNaN(x) && !Number.isNaN(y));
    const [x, y] = [pairs.map(([value]) => value), pairs.map(([, value]) => value)];
    return {
      metric,
      users: pairs.length,
      meanA: mean(x),
      meanB: mean(y),
      difference: mean(x) - mean(y),
      effectSize: pairedEffectSize(x, y),
      wilcoxon: wilcoxonSignedRank(x, y),
      t: pairedT(x, y),
      mcnemar: mcnemar(x, y),
    };
  });
}

/** A run against several others: one family of tests, so that Holm's correction goes over all metrics of all of them. */
export function compareWithAll(
  own: UserFigures,
  others: Readonly<Record<string, UserFigures>>,
): Record<string, MetricComparison[]> {
  const pairs = Object.entries(others).flatMap(([name, figures]) =>
    testedMetrics(own, figures).map((comparison) => ({ name, comparison })),
  );
  const adjusted = holm(pairs.map(({ comparison }) => decisiveP(comparison)));
  const compared: Record<string, MetricComparison[]> = {};
  pairs.forEach(({ name, comparison }, i) => {
    (compared[name] ??= []).push(settled(comparison, adjusted[i]!));
  });
  return compared;
}

/** p of the test that decides on this metric. */
function decisiveP({ metric, wilcoxon, mcnemar: signs }: Tested): number {
  return metricName(metric) === 'hit-rate' ? signs.p : wilcoxon.p;
}

function settled(tested: Tested, adjustedP: number): MetricComparison {
  const better = adjustedP < SIGNIFICANCE_LEVEL ? winner(tested.metric, tested.difference) : null;
  return { ...tested, adjustedP, better };
}

/** The result in one sentence. */
export function describeComparison(
  { metric, users, difference, effectSize, adjustedP, better }: MetricComparison,
  nameA: string,
  nameB: string,
): LocalizedText {
  const p = adjustedP < 0.001 ? 'p < 0.001' : `p = ${adjustedP.toFixed(3)}`;
  const delta = `${difference >= 0 ? '+' : '−'}${Math.abs(difference).toPrecision(2)}`;
  const d = effectSize.toFixed(2).replace('-', '−');
  if (better === null) {
    return {
      en: `On ${metric}, ${nameA} and ${nameB} are not distinguishable (difference ${delta}, ${p} after Holm correction, d = ${d}, ${users} users).`,
      zh: `在 ${metric} 上，${nameA} 与 ${nameB} 的差异不显著（差值 ${delta}，Holm 校正后 ${p}，d = ${d}，${users} 名用户）。`,
    };
  }
  const [winning, losing] = better === 'a' ? [nameA, nameB] : [nameB, nameA];
  const size = sizeOf(effectSize);
  return {
    en: `On ${metric}, ${winning} is better than ${losing} (difference ${delta}, ${p} after Holm correction; ${size.en} effect, d = ${d}, ${users} users).`,
    zh: `在 ${metric} 上，${winning} 优于 ${losing}（差值 ${delta}，Holm 校正后 ${p}；效应${size.zh}，d = ${d}，${users} 名用户）。`,
  };
}

/** Cohen's (1988) words. */
function sizeOf(effectSize: number): LocalizedText {
  const size = Math.abs(effectSize);
  if (size < 0.2) return { en: 'very small', zh: '很小' };
  if (size < 0.5) return { en: 'small', zh: '小' };
  if (size < 0.8) return { en: 'medium', zh: '中等' };
  return { en: 'large', zh: '大' };
}

function winner(metric: string, difference: number): 'a' | 'b' {
  const higher = metricDefinition(metric)?.better !== 'lower';
  return difference > 0 === higher ? 'a' : 'b';
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Positions in both of the codes that both have. */
function commonUsers(a: ArrayLike<number>, b: ArrayLike<number>): [number[], number[]] {
  const [inA, inB]: [number[], number[]] = [[], []];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      inA.push(i++);
      inB.push(j++);
    } else if (a[i]! < b[j]!) i++;
    else j++;
  }
  return [inA, inB];
}
