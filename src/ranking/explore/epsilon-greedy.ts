import type { Random } from '../../compute/random';
import type { Candidate } from '../candidate';

/**
 * At each place of the list, with probability ε, a candidate drawn uniformly from those not yet listed instead of the
 * best of them (Sutton & Barto 2018, §2.2). ε = 0 keeps the order.
 */
export function epsilonGreedy(
  candidates: readonly Candidate[],
  epsilon: number,
  count: number,
  random: Random,
): Candidate[] {
  const left = [...candidates];
  const chosen: Candidate[] = [];
  while (chosen.length < count && left.length > 0) {
    const at = random.uniform() < epsilon ? random.below(left.length) : 0;
    chosen.push(...left.splice(at, 1));
  }
  return chosen;
}
