import type { Dataset } from '../data/dataset';
import type { RelevantItems } from './candidates';
import { listMetric, type ListSums } from './list-metrics';
import { popularityThirds } from './item-groups';
import { metricKey } from './metrics';
import type { Predictions, Recommendations } from './options';

/** Fewer users than this in a group say nothing. */
const LEAST_USERS = 10;

export type ActivityGroup = 'light-users' | 'medium-users' | 'heavy-users';
export type PopularityGroup = 'head-items' | 'middle-items' | 'tail-items';

const ACTIVITY: readonly ActivityGroup[] = ['light-users', 'medium-users', 'heavy-users'];
const POPULARITY: readonly PopularityGroup[] = ['head-items', 'middle-items', 'tail-items'];

/**
 * The warm users of `users` in three groups of equal size by their number of training interactions: one byte a user,
 * 1 = in the group. Users with equal numbers stay together, in the lower group that one of them reaches. Empty where
 * a group would have fewer than ten users.
 */
export function activityGroups(train: Dataset, users: Uint32Array): (readonly [ActivityGroup, Uint8Array])[] {
  const { offsets } = train.byUser;
  const counts = Array.from(users, (user) => offsets[user + 1]! - offsets[user]!);
  const warm = counts.filter((count) => count > 0).sort((a, b) => a - b);
  const bounds = [1, 2].map((third) => warm[Math.ceil((third * warm.length) / 3) - 1] ?? 0);
  const groups = ACTIVITY.map((name, third): readonly [ActivityGroup, Uint8Array] => [
    name,
    Uint8Array.from(counts, (count) =>
      Number(count > 0 && bounds.filter((bound) => count > bound).length === third),
    ),
  ]);
  const enough = groups.every(([, flags]) => flags.reduce((sum, flag) => sum + flag, 0) >= LEAST_USERS);
  return enough ? groups : [];
}

/** Metrics of lists that follow from which items of a list are relevant. */
const FROM_HITS = new Set([
  'precision',
  'recall',
  'f1',
  'hit-rate',
  'ndcg',
  'ndcg-full-ideal',
  'map',
  'map-truncated',
  'mrr',
]);

/**
 * The figures of the same lists where only the items of one group count as relevant, over the users who have any:
 * items by popularity in training, head, middle and tail holding a third of the training interactions each. Empty
 * where a group has fewer than ten such users.
 */
export function figuresByPopularity(
  train: Dataset,
  relevant: RelevantItems,
  { users, k, items }: Recommendations,
  metrics: readonly string[],
  cutoffs: readonly number[],
): Partial<Record<PopularityGroup, Record<string, number>>> {
  const third = popularityThirds(train);
  const wanted = metrics.filter((name) => FROM_HITS.has(name));
  if (wanted.length === 0) return {};
  const figures = POPULARITY.map((name, group): readonly [PopularityGroup, Record<string, number>] | null => {
    const sums: Record<string, number> = {};
    let counted = 0;
    users.forEach((user, position) => {
      const own = new Set<number>();
      for (let at = relevant.offsets[user]!; at < relevant.offsets[user + 1]!; at++)
        if (third[relevant.indices[at]!] === group) own.add(relevant.indices[at]!);
      if (own.size === 0) return;
      counted++;
      const list = items.subarray(position * k, (position + 1) * k);
      for (const cutoff of cutoffs) {
        const measured = sumsOf(list, own, cutoff);
        for (const metric of wanted) {
          const key = metricKey(metric, cutoff);
          sums[key] = (sums[key] ?? 0) + listMetric(metric, measured, cutoff, own.size);
        }
      }
    });
    if (counted < LEAST_USERS) return null;
    return [name, Object.fromEntries(Object.entries(sums).map(([key, sum]) => [key, sum / counted]))];
  });
  return figures.every((one) => one !== null) ? Object.fromEntries(figures) : {};
}

function sumsOf(list: Uint32Array, relevant: ReadonlySet<number>, cutoff: number): ListSums {
  let [hits, gain, precision, reciprocal] = [0, 0, 0, 0];
  for (let rank = 1; rank <= Math.min(cutoff, list.length); rank++) {
    if (!relevant.has(list[rank - 1]!)) continue;
    hits++;
    gain += 1 / Math.log2(rank + 1);
    precision += hits / rank;
    if (reciprocal === 0) reciprocal = 1 / rank;
  }
  return { hits, gain, precision, reciprocal };
}

/** RMSE and MAE, where asked for, over the held-out ratings of head, middle and tail items. */
export function errorsByPopularity(
  train: Dataset,
  { items, ratings, predictions }: Predictions,
  metrics: readonly string[],
): Partial<Record<PopularityGroup, Record<string, number>>> {
  const third = popularityThirds(train);
  const [squares, absolutes, counts] = [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ];
  items.forEach((item, at) => {
    const group = third[item]!;
    const error = predictions[at]! - ratings[at]!;
    squares[group]! += error * error;
    absolutes[group]! += Math.abs(error);
    counts[group]!++;
  });
  if (counts.some((count) => count < LEAST_USERS)) return {};
  return Object.fromEntries(
    POPULARITY.map((name, group) => [
      name,
      {
        ...(metrics.includes('rmse') ? { rmse: Math.sqrt(squares[group]! / counts[group]!) } : {}),
        ...(metrics.includes('mae') ? { mae: absolutes[group]! / counts[group]! } : {}),
      },
    ]),
  );
}
