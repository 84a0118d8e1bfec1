/**
 * Exponential smoothing in both directions: s_i = Σ_j w^|i−j|·y_j / Σ_j w^|i−j| over the finite values. Running both
 * ways, it does not lag behind the curve as a running mean does. Values that are not finite stay NaN.
 * `weight` in [0, 1): 0 returns the values as they are.
 */
export function smooth(values: Float64Array, weight: number): Float64Array {
  const out = new Float64Array(values.length);
  const mass = new Float64Array(values.length);
  const pass = (from: number, step: number) => {
    let sum = 0;
    let total = 0;
    for (let at = from; at >= 0 && at < values.length; at += step) {
      const value = values[at] ?? Number.NaN;
      const finite = Number.isFinite(value);
      sum = weight * sum + (finite ? value : 0);
      total = weight * total + (finite ? 1 : 0);
      out[at] = (out[at] ?? 0) + sum;
      mass[at] = (mass[at] ?? 0) + total;
    }
  };
  pass(0, 1);
  pass(values.length - 1, -1);
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? Number.NaN;
    // Both passes counted the value itself.
    out[at] = Number.isFinite(value) ? ((out[at] ?? 0) - value) / ((mass[at] ?? 0) - 1) : Number.NaN;
  }
  return out;
}

/** A curve whose settled level is so many usual spans away from the middle one has run away. */
const FAR = 3;

/**
 * The range of y that shows the curves that learn where others run away, so that these do not squash the picture; null
 * where none does. A curve's level is that of its second half (5th to 95th percentile); the middle is the median of
 * the levels, so up to half of the curves may run away; a usual span is the median of the curves' own full ranges.
 */
export function robustRange(curves: readonly Float64Array[]): readonly [number, number] | null {
  const known = curves.flatMap((values) => {
    const level = levelOf(values);
    const full = rangeOf(values);
    return level && full ? [{ level, full }] : [];
  });
  if (known.length < 2) return null;
  const low = upperMedian(known.map(({ level }) => level[0]));
  const high = lowerMedian(known.map(({ level }) => level[1]));
  const span = FAR * lowerMedian(known.map(({ full }) => full[1] - full[0]));
  const kept = known.filter(({ level }) => level[0] >= low - span && level[1] <= high + span);
  if (kept.length === known.length || kept.length === 0) return null;
  return [Math.min(...kept.map(({ full }) => full[0])), Math.max(...kept.map(({ full }) => full[1]))];
}

function rangeOf(values: Float64Array): readonly [number, number] | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}

function levelOf(values: Float64Array): readonly [number, number] | null {
  const finite = values
    .slice(Math.floor(values.length / 2))
    .filter(Number.isFinite)
    .sort();
  if (finite.length === 0) return null;
  const at = (share: number) => finite[Math.round(share * (finite.length - 1))] ?? 0;
  return [at(0.05), at(0.95)];
}

function lowerMedian(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
}

function upperMedian(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.ceil((values.length - 1) / 2)] ?? 0;
}
