import type { Candidate } from '../candidate';
import { scaled } from '../rerank/mmr';

/** What a found item is ordered by: relevance to the words, and the model's preference for the shopper. */
export type SearchFeatures = readonly number[];

/** One item was clicked, one above it or beside it was not. */
export interface ClickPair {
  readonly clicked: SearchFeatures;
  readonly skipped: SearchFeatures;
}

/**
 * Weights of the features, learned from clicks by pairwise logistic regression (RankNet with a linear scorer; Burges
 * et al. 2005; click > skip pairs after Joachims 2002): minimises Σ log(1 + exp(−w·(clicked − skipped))) + λ‖w − w₀‖²
 * by gradient descent with a step from the data's Lipschitz bound, so that it converges without tuning.
 *
 * @param prior w₀, what holds without any clicks
 */
export function learnWeights(
  pairs: readonly ClickPair[],
  prior: readonly number[],
  lambda = 1,
  steps = 500,
): number[] {
  const differences = pairs.map(({ clicked, skipped }) => clicked.map((value, f) => value - skipped[f]!));
  const squares = differences.reduce((sum, d) => sum + d.reduce((s, x) => s + x * x, 0), 0);
  const rate = 1 / (squares / 4 + 2 * lambda);
  const weights = [...prior];
  for (let step = 0; step < steps; step++) {
    const gradient = weights.map((w, f) => 2 * lambda * (w - prior[f]!));
    for (const d of differences) {
      const miss = 1 / (1 + Math.exp(d.reduce((sum, x, f) => sum + x * weights[f]!, 0)));
      d.forEach((x, f) => (gradient[f]! -= miss * x));
    }
    weights.forEach((w, f) => (weights[f] = w - rate * gradient[f]!));
  }
  return weights;
}

/** A found item with what its place follows from, each in [0, 1] over all that were found. */
export interface PersonalCandidate extends Candidate {
  readonly relevance: number;
  readonly preference: number;
}

/**
 * Orders what a search found by relevance and preference, both scaled to [0, 1] over the candidates; weights as learned.
 *
 * @param preference the model's score of an item for the shopper
 */
export function personalise(
  found: readonly Candidate[],
  preference: (item: number) => number,
  weights: readonly [relevance: number, preference: number],
): PersonalCandidate[] {
  const features = searchFeatures(found, preference);
  return found
    .map((candidate, i) => {
      const [relevance, liking] = features[i]! as [number, number];
      const score = weights[0] * relevance + weights[1] * liking;
      return { ...candidate, score, relevance, preference: liking };
    })
    .sort((a, b) => b.score - a.score || a.item - b.item);
}

/** [relevance, preference] of each candidate, each scaled to [0, 1] over all of them. */
export function searchFeatures(
  found: readonly Candidate[],
  preference: (item: number) => number,
): SearchFeatures[] {
  if (found.length === 0) return [];
  const relevance = scaled(found.map(({ score }) => score));
  const liking = scaled(found.map(({ item }) => preference(item)));
  return found.map((_, i) => [relevance[i]!, liking[i]!]);
}
