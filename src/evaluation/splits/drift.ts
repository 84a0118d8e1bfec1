import type { Dataset } from '../../data/dataset';

/** How far the item popularity of two parts is apart. */
export interface PopularityDrift {
  /** Total variation distance of the two popularity distributions: ½ Σ |share in train − share in test|, 0 to 1. */
  readonly distance: number;
  /** What chance alone would give if test rows had been drawn from the pool at random. */
  readonly expected: number;
  /** Standard deviation of that. */
  readonly deviation: number;
}

/**
 * Compares item popularity in train and test. Under random splitting an item of c interactions has Binomial(c, f) of
 * them in test, f = test/(train + test); its mean absolute deviation is De Moivre's closed form
 * 2 k C(c, k) fᵏ (1 − f)^(c−k+1), k = ⌊c f⌋ + 1, so sparse data is not mistaken for drift.
 */
export function popularityDrift(train: Dataset, test: Dataset): PopularityDrift {
  const n = test.interactions;
  const m = train.interactions;
  const share = n / (n + m);
  const logFactorial = logFactorials(n + m, train, test);
  const scale = 0.5 * (1 / n + 1 / m);
  let distance = 0;
  let expected = 0;
  let variance = 0;
  for (let item = 0; item < train.items; item++) {
    const held = degree(test, item);
    const count = held + degree(train, item);
    if (count === 0) continue;
    const k = Math.floor(count * share) + 1;
    const logBinomial =
      logFactorial[count]! - logFactorial[k]! - (k <= count ? logFactorial[count - k]! : Infinity);
    const spread =
      k > count
        ? 0
        : 2 * k * Math.exp(logBinomial + k * Math.log(share) + (count - k + 1) * Math.log1p(-share));
    distance += Math.abs(held - count * share);
    expected += spread;
    variance += count * share * (1 - share) - spread * spread;
  }
  return {
    distance: distance * scale,
    expected: expected * scale,
    deviation: Math.sqrt(Math.max(variance, 0)) * scale,
  };
}

function degree(dataset: Dataset, item: number): number {
  return dataset.byItem.offsets[item + 1]! - dataset.byItem.offsets[item]!;
}

function logFactorials(limit: number, train: Dataset, test: Dataset): Float64Array {
  let most = 1;
  for (let item = 0; item < train.items; item++) {
    most = Math.max(most, degree(train, item) + degree(test, item));
  }
  const table = new Float64Array(Math.min(most, limit) + 2);
  for (let value = 2; value < table.length; value++) table[value] = table[value - 1]! + Math.log(value);
  return table;
}
