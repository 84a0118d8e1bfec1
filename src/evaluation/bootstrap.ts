import { Random } from '../compute/random';

/** A metric user by user, and how the figure for all follows from it. */
export interface PerUserMetric {
  readonly values: Float64Array;
  /** Weight of each user in the mean (rating metrics: their number of ratings); null: equal weights. */
  readonly weights: Float64Array | null;
  /** The mean is of squares, and its root is taken (RMSE). */
  readonly root: boolean;
}

/** The figure over the users for which `count` (default: once each) says how often they are in. */
export function aggregate(metric: PerUserMetric, count?: ArrayLike<number>): number {
  const { values, weights, root } = metric;
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const times = count ? count[i]! : 1;
    const value = values[i]!;
    if (times === 0 || Number.isNaN(value)) continue;
    const weight = weights ? times * weights[i]! : times;
    sum += weight * (root ? value * value : value);
    total += weight;
  }
  return root ? Math.sqrt(sum / total) : sum / total;
}

/**
 * 95 % percentile bootstrap intervals over users (Efron & Tibshirani 1993, §13.3): users are drawn with replacement
 * `resamples` times, the same ones for every metric, and the 2.5th and 97.5th percentile of the figures are taken.
 */
export async function bootstrapIntervals(
  metrics: Readonly<Record<string, PerUserMetric>>,
  users: number,
  resamples: number,
  seed: number,
  checkpoint: () => Promise<unknown>,
): Promise<Record<string, [low: number, high: number]>> {
  const names = Object.keys(metrics);
  const figures = names.map(() => new Float64Array(resamples));
  const random = new Random(seed, 'bootstrap');
  const count = new Uint32Array(users);
  for (let resample = 0; resample < resamples; resample++) {
    count.fill(0);
    for (let i = 0; i < users; i++) count[random.below(users)]!++;
    names.forEach((name, i) => (figures[i]![resample] = aggregate(metrics[name]!, count)));
    if (resample % 50 === 49) await checkpoint();
  }
  return Object.fromEntries(
    names.map((name, i) => {
      const sorted = figures[i]!.sort();
      return [name, [quantile(sorted, 0.025), quantile(sorted, 0.975)]];
    }),
  );
}

/** By linear interpolation between the order statistics, as numpy does by default. */
function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}
