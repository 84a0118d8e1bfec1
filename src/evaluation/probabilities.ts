/** A group of pairs with like predictions: what was expected of it, and what came. */
export interface CalibrationBin {
  readonly count: number;
  /** Mean predicted probability. */
  readonly expected: number;
  /** Share of the pairs that were chosen. */
  readonly observed: number;
}

/** −t·ln σ(z) − (1 − t)·ln(1 − σ(z)), without overflow. */
export function logLoss(logit: number, chosen: boolean): number {
  return Math.max(logit, 0) - (chosen ? logit : 0) + Math.log1p(Math.exp(-Math.abs(logit)));
}

export function sigmoid(logit: number): number {
  return logit >= 0 ? 1 / (1 + Math.exp(-logit)) : Math.exp(logit) / (1 + Math.exp(logit));
}

/** P(score of a chosen one > score of another) + P(equal)/2, from average ranks; NaN where one side is empty. */
export function areaUnderCurve(scores: Float64Array, chosen: Uint8Array): number {
  const order = Array.from(scores.keys()).sort((a, b) => scores[a]! - scores[b]!);
  let [ranks, positives] = [0, 0];
  for (let start = 0; start < order.length;) {
    let end = start;
    while (end < order.length && scores[order[end]!] === scores[order[start]!]) end++;
    for (let i = start; i < end; i++) {
      if (!chosen[order[i]!]) continue;
      ranks += (start + end + 1) / 2;
      positives++;
    }
    start = end;
  }
  return (ranks - (positives * (positives + 1)) / 2) / (positives * (scores.length - positives));
}

/** Pairs in order of their prediction, cut into `bins` of equal size; equal predictions share the first they reach. */
export function calibrationBins(
  probabilities: Float64Array,
  chosen: Uint8Array,
  bins: number,
): CalibrationBin[] {
  const order = Array.from(probabilities.keys()).sort(
    (a, b) => probabilities[a]! - probabilities[b]! || a - b,
  );
  const edge = (bin: number) => {
    let at = Math.round((bin * order.length) / bins);
    while (at > 0 && at < order.length && probabilities[order[at]!] === probabilities[order[at - 1]!]) at++;
    return at;
  };
  return Array.from({ length: bins }, (_, bin) => order.slice(edge(bin), edge(bin + 1)))
    .filter((members) => members.length > 0)
    .map((members) => ({
      count: members.length,
      expected: members.reduce((sum, i) => sum + probabilities[i]!, 0) / members.length,
      observed: members.reduce((sum, i) => sum + chosen[i]!, 0) / members.length,
    }));
}

/** Σ n_b/n · |observed − expected| */
export function calibrationError(bins: readonly CalibrationBin[]): number {
  const count = bins.reduce((sum, bin) => sum + bin.count, 0);
  return bins.reduce((sum, bin) => sum + bin.count * Math.abs(bin.observed - bin.expected), 0) / count;
}
