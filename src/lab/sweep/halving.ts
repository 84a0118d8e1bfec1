import type { Proposal } from './draws';
import type { ParameterValue, Trial } from './record';
import type { Sweep } from './schema';

interface Rung {
  readonly count: number;
  readonly effort: number;
}

/**
 * The rungs that successive halving climbs: effort grows by `eta` from `least` to 1, and each rung keeps one setting
 * in `eta`; the first one is as large as the trials allow (Jamieson & Talwalkar 2016, Algorithm 1).
 */
export function rungsOf({ trials, halving: { eta, least } }: Sweep): Rung[] {
  const steps = Math.ceil(Math.log(1 / least) / Math.log(eta) - 1e-9);
  const efforts = Array.from({ length: steps + 1 }, (_, i) =>
    i === steps ? 1 : Math.min(1, least * eta ** i),
  );
  const total = (first: number) =>
    efforts.reduce((sum, _, i) => sum + Math.max(1, Math.floor(first / eta ** i)), 0);
  let first = 1;
  while (total(first + 1) <= trials) first++;
  return efforts.map((effort, i) => ({ effort, count: Math.max(1, Math.floor(first / eta ** i)) }));
}

/** Fills the first rung with draws, each later one with the best of the rung below; ties go to the earlier trial. */
export function halvingProposal(
  sweep: Sweep,
  trials: readonly Trial[],
  draw: (number: number) => Readonly<Record<string, ParameterValue>>,
): Proposal | null {
  let begun = 0;
  let below: readonly Trial[] = [];
  for (const { count, effort } of rungsOf(sweep)) {
    const place = trials.length - begun;
    if (place < count) {
      if (begun === 0) return { parameters: draw(place), effort };
      const best = [...below].sort((a, b) => compare(a, b, sweep.goal === 'min'))[place];
      return best ? { parameters: best.parameters, effort } : null;
    }
    below = trials.slice(begun, begun + count);
    begun += count;
  }
  return null;
}

/** Order of trials from the best on; a failed one comes last. */
export function compare(a: Trial, b: Trial, lowest: boolean): number {
  if (a.score === null || b.score === null)
    return Number(a.score === null) - Number(b.score === null) || a.number - b.number;
  return (lowest ? a.score - b.score : b.score - a.score) || a.number - b.number;
}
