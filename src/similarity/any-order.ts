import type { CoRatedSums } from '../compute/contracts/similarity';
import type { FeatureMatrix } from './features';

/** From here on f32 skips integers. */
const WHOLE_IN_F32 = 2 ** 24;

/** Values finer than this are taken for numbers that round. Their products stay far from where f32 loses bits. */
const FINEST_UNIT = 2 ** -20;

/**
 * Whether f32 sums of this kind have the same bits in whatever order their terms are added: all values are multiples
 * of a power of two u (whole ratings, implicit ones, half stars), and every sum stays below 2²⁴ u². By Cauchy–Schwarz
 * no sum of products, whole or in part, exceeds the greatest Σx² of an entity. Counts of fewer than 2²⁴ features always do.
 */
export function exactInAnyOrder(
  { values, norms, features }: Pick<FeatureMatrix, 'values' | 'norms' | 'features'>,
  sums: CoRatedSums,
): boolean {
  if (sums === 'count') return features < WHOLE_IN_F32;
  let unit = 1;
  for (let p = 0; p < values.length; p++)
    while (!Number.isInteger(values[p]! / unit)) {
      unit /= 2;
      if (unit < FINEST_UNIT) return false;
    }
  let greatest = 0;
  for (let a = 0; a < norms.length; a++) greatest = Math.max(greatest, norms[a]! ** 2);
  return greatest < WHOLE_IN_F32 * unit ** 2;
}
