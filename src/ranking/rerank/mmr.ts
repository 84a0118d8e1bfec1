import type { Candidate } from '../candidate';
import { rangeOf } from '../range';

/** Similarity of two items in [0, 1]. */
export type ItemSimilarity = (first: number, second: number) => number;

/**
 * Maximal marginal relevance (Carbonell & Goldstein 1998): one after another the item with the greatest
 *
 *   λ · relevance − (1 − λ) · max similarity to those already chosen,
 *
 * where relevance is the score scaled to [0, 1] over the candidates. λ = 1 keeps the order by score; equal values keep
 * the earlier candidate. Returns `count` candidates (or all there are) in their new order. O(count · candidates).
 */
export function maximalMarginalRelevance(
  candidates: readonly Candidate[],
  similarity: ItemSimilarity,
  lambda: number,
  count: number,
): Candidate[] {
  const relevance = scaled(candidates.map(({ score }) => score));
  const nearest = new Float64Array(candidates.length);
  const left = candidates.map((_, i) => i);
  const chosen: Candidate[] = [];
  while (chosen.length < count && left.length > 0) {
    let best = 0;
    let bestValue = -Infinity;
    left.forEach((i, at) => {
      const value = lambda * relevance[i]! - (1 - lambda) * nearest[i]!;
      if (value > bestValue) [best, bestValue] = [at, value];
    });
    const [index] = left.splice(best, 1);
    const { item } = candidates[index!]!;
    chosen.push(candidates[index!]!);
    for (const i of left) nearest[i] = Math.max(nearest[i]!, similarity(candidates[i]!.item, item));
  }
  return chosen;
}

/** Linearly to [0, 1]; all ones where the values are equal. */
export function scaled(values: readonly number[]): number[] {
  const [low, high] = rangeOf(values);
  return values.map((value) => (high > low ? (value - low) / (high - low) : 1));
}
