import { SUMS_OF, type CoRatedSums, type MeasureSpec } from '../compute/contracts/similarity';
import type { FeatureMatrix } from './features';

/** Products of values from here on do not vanish in f32. */
const LEAST = 2 ** -60;

/**
 * The sums that a measure takes of a matrix. The cosines over all entries look at nothing of n but whether it is 0
 * (unless a minimum support or significance weighting does); of positive values Σxy says that too, at half the work.
 */
export function sumsKind(matrix: FeatureMatrix, spec: MeasureSpec): CoRatedSums {
  const kind = SUMS_OF[spec.measure];
  const supportCounts = spec.minSupport > 1 || spec.significance > 0;
  if (kind !== 'product' || supportCounts) return kind;
  return matrix.values.every((value) => value >= LEAST) ? 'dot' : kind;
}
