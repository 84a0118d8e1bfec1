import type { Candidate } from '../candidate';
import { scaled, type ItemSimilarity } from './mmr';

/** Below this the next item adds no volume: everything left is a copy of what is chosen. */
const LEAST_GAIN = 1e-10;

/**
 * Greedy maximum a posteriori inference for a determinantal point process, by the incremental Cholesky factor of
 * Chen, Zhang & Zhou (NeurIPS 2018, algorithm 1). The kernel is L_ij = q_i q_j S_ij with S the similarity (1 on the
 * diagonal) and quality q_i = exp(θ · relevance_i), relevance scaled to [0, 1]; θ → ∞ keeps the order by score, θ = 0
 * looks at diversity alone. `relevanceWeight` α in [0, 1) sets θ = α / (2 (1 − α)), as in their equation 11.
 *
 * Returns up to `count` candidates in their new order; where the volume is exhausted the rest follows by score, so a
 * list is never shorter than it can be. O(count² · candidates).
 */
export function determinantalPointProcess(
  candidates: readonly Candidate[],
  similarity: ItemSimilarity,
  relevanceWeight: number,
  count: number,
): Candidate[] {
  const theta = relevanceWeight / (2 * (1 - relevanceWeight));
  const quality = scaled(candidates.map(({ score }) => score)).map((r) => Math.exp(theta * r));
  const gains = quality.map((q) => q * q);
  const factors: number[][] = candidates.map(() => []);
  const left = new Set(candidates.keys());
  const chosen: Candidate[] = [];
  while (chosen.length < count && left.size > 0) {
    let best = -1;
    for (const i of left) if (best < 0 || gains[i]! > gains[best]!) best = i;
    if (gains[best]! < LEAST_GAIN) break;
    left.delete(best);
    chosen.push(candidates[best]!);
    const root = Math.sqrt(gains[best]!);
    const row = factors[best]!;
    for (const i of left) {
      const kernel = quality[best]! * quality[i]! * similarity(candidates[best]!.item, candidates[i]!.item);
      const dot = row.reduce((sum, value, f) => sum + value * factors[i]![f]!, 0);
      const next = (kernel - dot) / root;
      factors[i]!.push(next);
      gains[i]! -= next * next;
    }
    row.push(root);
  }
  const rest = [...left].map((i) => candidates[i]!).sort((a, b) => b.score - a.score || a.item - b.item);
  return [...chosen, ...rest].slice(0, count);
}
