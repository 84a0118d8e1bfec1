import type { Candidate } from '../candidate';
import { scaled } from './mmr';

/** How much of each category, e.g. of a user's history; shares add up to 1. */
export type Distribution = ReadonlyMap<string, number>;

/** A share of the target mixed into the list's own, so that the divergence stays finite (Steck's α = 0.01). */
const SMOOTHING = 0.01;

/** Shares of categories over items; an item of several categories counts in equal parts. */
export function distributionOf(
  items: Iterable<number>,
  categories: (item: number) => readonly string[],
): Distribution {
  const shares = new Map<string, number>();
  let count = 0;
  for (const item of items) {
    const names = categories(item);
    if (names.length === 0) continue;
    count++;
    for (const name of names) shares.set(name, (shares.get(name) ?? 0) + 1 / names.length);
  }
  for (const [name, share] of shares) shares.set(name, share / count);
  return shares;
}

/** Kullback–Leibler divergence of the list's smoothed distribution from the target: 0 where they agree. */
export function miscalibration(target: Distribution, actual: Distribution): number {
  let sum = 0;
  for (const [name, p] of target) {
    if (p > 0) sum += p * Math.log(p / ((1 - SMOOTHING) * (actual.get(name) ?? 0) + SMOOTHING * p));
  }
  return sum;
}

/**
 * Calibrated recommendations (Steck, RecSys 2018): greedily the item that maximises
 *
 *   (1 − λ) · Σ relevance − λ · KL(target ‖ list),
 *
 * relevance scaled to [0, 1]. Returns up to `count` candidates in their new order.
 */
export function calibrate(
  candidates: readonly Candidate[],
  target: Distribution,
  categories: (item: number) => readonly string[],
  lambda: number,
  count: number,
): Candidate[] {
  if (target.size === 0) return candidates.slice(0, count);
  const relevance = scaled(candidates.map(({ score }) => score));
  const left = candidates.map((_, i) => i);
  const totals = new Map<string, number>();
  const chosen: Candidate[] = [];
  while (chosen.length < count && left.length > 0) {
    let best = 0;
    let bestValue = -Infinity;
    left.forEach((i, at) => {
      const value =
        (1 - lambda) * relevance[i]! -
        lambda * divergenceWith(target, totals, chosen.length, categories(candidates[i]!.item));
      if (value > bestValue) [best, bestValue] = [at, value];
    });
    const [index] = left.splice(best, 1);
    const names = categories(candidates[index!]!.item);
    for (const name of names) totals.set(name, (totals.get(name) ?? 0) + 1 / names.length);
    chosen.push(candidates[index!]!);
  }
  return chosen;
}

/** The divergence if one more item of these categories joined `size` items whose category weights are `totals`. */
function divergenceWith(
  target: Distribution,
  totals: ReadonlyMap<string, number>,
  size: number,
  added: readonly string[],
): number {
  let sum = 0;
  for (const [name, p] of target) {
    if (p <= 0) continue;
    const weight = (totals.get(name) ?? 0) + (added.includes(name) ? 1 / added.length : 0);
    sum += p * Math.log(p / ((1 - SMOOTHING) * (weight / (size + 1)) + SMOOTHING * p));
  }
  return sum;
}
