/**
 * Exponential moving average with bias correction, as loss curves are usually smoothed:
 * m_i = w·m_{i−1} + (1−w)·y_i, shown as m_i / (1 − wⁱ). Values that are not finite are passed over and stay NaN.
 * `weight` in [0, 1): 0 returns the values as they are.
 */
export function smooth(values: Float64Array, weight: number): Float64Array {
  const out = new Float64Array(values.length);
  let mean = 0;
  let correction = 1;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? Number.NaN;
    if (!Number.isFinite(value)) {
      out[index] = Number.NaN;
      continue;
    }
    mean = weight * mean + (1 - weight) * value;
    correction *= weight;
    out[index] = mean / (1 - correction);
  }
  return out;
}

/**
 * The range of y that shows the curves that converge, where some run away. It is the full range unless that is more
 * than `tolerance` times the range between the 5th and 95th percentile of each curve's second half; then it is the
 * range of the curves that stay within `tolerance` of the tightest half. Null where nothing is finite.
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
  if (full[1] - full[0] <= tolerance * span) return full;
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
