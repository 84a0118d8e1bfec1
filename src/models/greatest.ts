/** Positions of the `count` greatest positive values, greatest first; the lower position where they are equal. */
export function greatest(values: Float32Array, count: number): number[] {
  return Array.from(values.keys())
    .filter((i) => values[i]! > 0)
    .sort((i, j) => values[j]! - values[i]! || i - j)
    .slice(0, count);
}
