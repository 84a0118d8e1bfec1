import type { Explanation } from './recommender';

/** Largest shares first; the score is their sum and the base, so that they add up to it exactly. */
export function explanationOf(base: number, parts: readonly Explanation['parts'][number][]): Explanation {
  const sorted = [...parts].sort((a, b) => Math.abs(b.share) - Math.abs(a.share) || a.code - b.code);
  return { score: sorted.reduce((sum, { share }) => sum + share, base), base, parts: sorted };
}
