import type { Candidate } from '../candidate';

/** The best score of each source among the candidates. */
export function bestOfSources(candidates: readonly Candidate[]): Map<string, number> {
  const best = new Map<string, number>();
  for (const { sources } of candidates)
    for (const { source, score } of sources) best.set(source, Math.max(best.get(source) ?? 0, score));
  return best;
}

/**
 * Σ over an item's sources of weight · score / best score of the source, one sum a candidate; sources without a weight
 * do not count.
 */
export function weightedSums(
  candidates: readonly Candidate[],
  sources: readonly { readonly name: string; readonly weight: number }[],
): Float64Array<ArrayBuffer> {
  const weights = new Map(sources.map(({ name, weight }) => [name, weight]));
  const best = bestOfSources(candidates);
  return Float64Array.from(candidates, ({ sources: parts }) =>
    parts.reduce(
      (sum, { source, score }) => sum + ((weights.get(source) ?? 0) * score) / (best.get(source) || 1),
      0,
    ),
  );
}
