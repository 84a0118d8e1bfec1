import {
  compareRuns,
  describeComparison,
  type MetricComparison,
  type UserFigures,
} from '../evaluation/compare';
import type { LocalizedText } from '../language';
import type { PerUserValues } from './per-user';

export interface ComparedMetric extends MetricComparison {
  /** The result in words. */
  readonly sentence: LocalizedText;
}

/**
 * Paired tests of two runs on the users that both measured, metric by metric, with Holm's correction over the metrics
 * (see `compareRuns`). Users are matched by their original ids, so the runs may have encoded them differently.
 */
export function comparePerUser(
  a: PerUserValues,
  b: PerUserValues,
  names: readonly [a: string, b: string],
): readonly ComparedMetric[] {
  const place = new Map(a.users.map((user, i) => [user, i]));
  // Users of b that a does not have get places behind all of a: they match nothing.
  const placesOfB = b.users.map((user, i) => place.get(user) ?? a.users.length + i);
  const order = [...placesOfB.keys()].sort((x, y) => placesOfB[x]! - placesOfB[y]!);
  const figuresOfA: UserFigures = { users: [...place.values()], perUser: a.values };
  const figuresOfB: UserFigures = {
    users: order.map((i) => placesOfB[i]!),
    perUser: Object.fromEntries(
      Object.entries(b.values).map(([metric, values]) => [metric, order.map((i) => values[i]!)]),
    ),
  };
  return compareRuns(figuresOfA, figuresOfB).map((comparison) => ({
    ...comparison,
    sentence: describeComparison(comparison, ...names),
  }));
}
