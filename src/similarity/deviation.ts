/** A difference below this share of its terms is what rounding leaves of none. */
const ROUNDING = 1e-12;

/** value − mean, and exactly 0 where the two differ by rounding alone: a ratio of such remains would look like 1. */
export function deviation(value: number, mean: number): number {
  const difference = value - mean;
  return Math.abs(difference) <= ROUNDING * Math.abs(value) ? 0 : difference;
}
