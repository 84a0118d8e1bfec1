/** Position of `value` on a strip of `width`, with room for the marks at both ends. */
export function stripScale(values: readonly number[], width: number): (value: number) => number {
  const finite = values.filter(Number.isFinite);
  const low = Math.min(...finite);
  const high = Math.max(...finite);
  const span = high - low || Math.abs(high) * 0.1 || 1;
  return (value) => 6 + ((value - low) / span) * (width - 12);
}
