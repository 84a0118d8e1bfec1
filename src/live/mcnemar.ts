/** Two models judged on the same events: how often only one of them was right, and how likely that is by chance. */
export interface McNemar {
  readonly onlyFirst: number;
  readonly onlySecond: number;
  /** Two-sided exact p-value: the binomial test of onlyFirst of (onlyFirst + onlySecond) at ½. */
  readonly p: number;
}

/** McNemar's test in its exact form (McNemar 1947) on two equally long rows of hits (1) and misses (0). */
export function mcNemar(first: ArrayLike<number>, second: ArrayLike<number>): McNemar {
  let [onlyFirst, onlySecond] = [0, 0];
  for (let i = 0; i < first.length; i++) {
    if (first[i] === second[i]) continue;
    if (first[i]) onlyFirst++;
    else onlySecond++;
  }
  return { onlyFirst, onlySecond, p: binomialTest(onlyFirst, onlySecond) };
}

/** Two-sided exact p-value of a successes and b failures where both are equally likely. */
export function binomialTest(a: number, b: number): number {
  const n = a + b;
  if (n === 0) return 1;
  // P(X ≤ min(a, b)) for X ~ Binomial(n, ½), summed from the largest term down in logarithms.
  const low = Math.min(a, b);
  let logTerm = -n * Math.LN2;
  let [sum, scale] = [1, logTerm];
  for (let k = 1; k <= low; k++) {
    logTerm += Math.log((n - k + 1) / k);
    if (logTerm > scale) {
      sum = sum * Math.exp(scale - logTerm) + 1;
      scale = logTerm;
    } else sum += Math.exp(logTerm - scale);
  }
  return Math.min(1, 2 * sum * Math.exp(scale));
}
