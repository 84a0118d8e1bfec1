import type { CoRatedSums } from '../../compute/contracts/similarity';
import type { FeatureMatrix } from '../features';
import { addExactly, SUM_PARTS } from './exact-sum';
import type { PairSums } from './pair-sums';

/** Sums beside the number of shared features, in the order of `CoRatedSums`. */
export const PRODUCT_SUMS: Readonly<Record<CoRatedSums, number>> = {
  count: 0,
  product: 1,
  distance: 1,
  norms: 3,
  moments: 5,
  dot: 1,
};

/** Adds (sign 1) or takes away (−1) what one shared feature brings to a pair whose sums begin at `at`. */
export function addProducts(
  sums: Float64Array,
  at: number,
  kind: CoRatedSums,
  x: number,
  y: number,
  sign: 1 | -1,
): void {
  sums[at]! += sign;
  const count = PRODUCT_SUMS[kind];
  if (count === 0) return;
  addExactly(sums, at + 1, kind === 'distance' ? (x - y) * (x - y) : x * y, sign);
  if (count === 1) return;
  addExactly(sums, at + 1 + SUM_PARTS, x * x, sign);
  addExactly(sums, at + 1 + 2 * SUM_PARTS, y * y, sign);
  if (count === 3) return;
  addExactly(sums, at + 1 + 3 * SUM_PARTS, x, sign);
  addExactly(sums, at + 1 + 4 * SUM_PARTS, y, sign);
}

/** Fills `sums`, which has none yet, with those of every pair of a matrix that shares a feature. */
export function loadProductSums(sums: PairSums, matrix: FeatureMatrix, kind: CoRatedSums): void {
  const { entities, offsets, indices, values, featureOffsets, featureIndices, featureValues } = matrix;
  const { width } = sums;
  const row = new Float64Array(entities * width);
  const touched = new Uint32Array(entities);
  for (let a = 0; a < entities; a++) {
    let count = 0;
    for (let p = offsets[a]!; p < offsets[a + 1]!; p++) {
      const feature = indices[p]!;
      for (let q = featureOffsets[feature]!; q < featureOffsets[feature + 1]!; q++) {
        const b = featureIndices[q]!;
        if (row[b * width] === 0) touched[count++] = b;
        addProducts(row, b * width, kind, values[p]!, featureValues[q]!, 1);
      }
    }
    sums.load(a, touched.subarray(0, count), row);
    for (let i = 0; i < count; i++) row.fill(0, touched[i]! * width, (touched[i]! + 1) * width);
  }
}
