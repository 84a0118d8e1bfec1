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

/**
 * The range of y that shows the curves that converge where some run away, or null where all fit in one picture: where
 * the full range is at most `tolerance` times that of the settled halves (5th to 95th percentile) of the middle curves.
 * Otherwise it is the range of the settled curves that lie within `tolerance` spans of the middle.
 */
export function robustRange(
  curves: readonly Float64Array[],
  tolerance = 20,
): readonly [number, number] | null {
  const ranges = curves.map(settledRange).filter((range) => range !== null);
  if (ranges.length === 0) return null;
  const full = join(curves.map(fullRange).filter((range) => range !== null));
  const lows = ranges.map(([low]) => low).sort((a, b) => a - b);
  const highs = ranges.map(([, high]) => high).sort((a, b) => a - b);
  // Half of the curves or fewer may run away: the median end point belongs to one that does not.
  const low = lows[Math.ceil((lows.length - 1) / 2)] ?? full[0];
  const high = highs[Math.floor((highs.length - 1) / 2)] ?? full[1];
  const span = Math.max(high - low, Math.abs(high) * 0.05, Number.MIN_VALUE);
  if (full[1] - full[0] <= tolerance * span) return null;
  const kept = ranges.filter(
    (range) => range[0] >= low - tolerance * span && range[1] <= high + tolerance * span,
  );
  return join(kept.length > 0 ? kept : [[low, high]]);
}

function fullRange(values: Float64Array): [number, number] | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}

function settledRange(values: Float64Array): [number, number] | null {
  const finite = values
    .slice(Math.floor(values.length / 2))
    .filter(Number.isFinite)
    .sort();
  if (finite.length === 0) return null;
  const at = (share: number) => finite[Math.round(share * (finite.length - 1))] ?? 0;
  return [at(0.05), at(0.95)];
}

function join(ranges: readonly (readonly [number, number])[]): [number, number] {
  return [Math.min(...ranges.map((range) => range[0])), Math.max(...ranges.map((range) => range[1]))];
}
