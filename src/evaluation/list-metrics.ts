/** The sums of a list of which the metrics of `metrics.ts` are functions; see `RANKING_SUMS`. */
export interface ListSums {
  readonly hits: number;
  readonly gain: number;
  readonly precision: number;
  readonly reciprocal: number;
}

/** The value of one user's list cut at `cutoff`, with `relevant` held-out relevant items (at least one). */
export function listMetric(name: string, sums: ListSums, cutoff: number, relevant: number): number {
  const precision = sums.hits / cutoff;
  const recall = sums.hits / relevant;
  switch (name) {
    case 'precision':
      return precision;
    case 'recall':
      return recall;
    case 'f1':
      return sums.hits === 0 ? 0 : (2 * precision * recall) / (precision + recall);
    case 'hit-rate':
      return sums.hits > 0 ? 1 : 0;
    case 'ndcg':
      return sums.gain / idealGain(Math.min(cutoff, relevant));
    case 'ndcg-full-ideal':
      return sums.gain / idealGain(relevant);
    case 'map':
      return sums.precision / relevant;
    case 'map-truncated':
      return sums.precision / Math.min(cutoff, relevant);
    case 'mrr':
      return sums.reciprocal;
    default:
      throw new Error(`${name} is not a metric of lists`);
  }
}

const idealGains = [0];

/** Σ_{i ≤ n} 1/log₂(i + 1): the gain of n relevant items in front. */
export function idealGain(n: number): number {
  for (let i = idealGains.length; i <= n; i++) idealGains[i] = idealGains[i - 1]! + 1 / Math.log2(i + 1);
  return idealGains[n]!;
}

/**
 * The sums from the average ranks of the relevant candidates instead of a list (0 = not ranked). An item counts up to
 * a cutoff if its average rank does not exceed it, with the gain 1/log₂(rank + 1).
 */
export function sumsOfRanks(ranks: ArrayLike<number>, cutoff: number): ListSums {
  const within = Array.from(ranks)
    .filter((rank) => rank > 0 && rank <= cutoff)
    .sort((a, b) => a - b);
  return {
    hits: within.length,
    gain: within.reduce((sum, rank) => sum + 1 / Math.log2(rank + 1), 0),
    precision: within.reduce((sum, rank, i) => sum + (i + 1) / rank, 0),
    reciprocal: within.length ? 1 / within[0]! : 0,
  };
}

/** 1 / the best average rank; 0 where nothing relevant is ranked. */
export function reciprocalRank(ranks: ArrayLike<number>): number {
  let best = Infinity;
  for (let i = 0; i < ranks.length; i++) if (ranks[i]! > 0) best = Math.min(best, ranks[i]!);
  return 1 / best;
}

/**
 * The area under the ROC curve from the average ranks of the relevant among `candidates`; those not ranked (0) count
 * as last. NaN where every candidate is relevant.
 */
export function areaUnderCurve(ranks: ArrayLike<number>, candidates: number): number {
  const relevant = ranks.length;
  let unranked = 0;
  let below = 0;
  for (let i = 0; i < relevant; i++) {
    if (ranks[i]! > 0) below += candidates - ranks[i]!;
    else unranked++;
  }
  below += (unranked * (unranked - 1)) / 2;
  const others = candidates - relevant;
  return others > 0 ? (below - (relevant * (relevant - 1)) / 2) / (relevant * others) : NaN;
}

/** Persistence p of rank-biased precision: how likely a reader goes on to the next item. */
const PERSISTENCE = 0.8;

/** The value of a metric over all candidates, from the average ranks of the relevant (0 = not ranked). */
export function rankMetric(name: string, ranks: ArrayLike<number>, candidates: number): number {
  const ranked = Array.from(ranks).filter((rank) => rank > 0);
  switch (name) {
    case 'mrr-full':
      return reciprocalRank(ranks);
    case 'auc':
      return areaUnderCurve(ranks, candidates);
    case 'ndcg-untruncated':
      return ranked.reduce((sum, rank) => sum + 1 / Math.log2(rank + 1), 0) / idealGain(ranks.length);
    case 'r-precision':
      return ranked.filter((rank) => rank <= ranks.length).length / ranks.length;
    case 'rbp':
      return (1 - PERSISTENCE) * ranked.reduce((sum, rank) => sum + PERSISTENCE ** (rank - 1), 0);
    default:
      throw new Error(`${name} is not a metric of ranks`);
  }
}

/** NDCG with the gain 2^rating − 1, up to a cutoff. `ratings` in the order of `ranks`. */
export function gradedNdcg(ranks: ArrayLike<number>, ratings: ArrayLike<number>, cutoff: number): number {
  const gain = (rating: number, rank: number) => (2 ** rating - 1) / Math.log2(rank + 1);
  let sum = 0;
  for (let i = 0; i < ranks.length; i++) {
    if (ranks[i]! > 0 && ranks[i]! <= cutoff) sum += gain(ratings[i]!, ranks[i]!);
  }
  const ideal = Array.from(ratings)
    .sort((a, b) => b - a)
    .slice(0, cutoff)
    .reduce((total, rating, i) => total + gain(rating, i + 1), 0);
  return ideal > 0 ? sum / ideal : 0;
}
