import { transpose } from '../data/csr';
import type { Csr } from '../data/dataset';
import type { FeatureMatrix } from './features';
import type { MeasureSpec } from './options';

/** Rows of described entities (items by what is known of them) as what similarities are taken over. */
export function contentMatrix(rows: Csr): FeatureMatrix {
  const columns = transpose(rows);
  const norms = Float64Array.from({ length: rows.rows }, (_, row) =>
    Math.sqrt(
      rows.values
        .subarray(rows.offsets[row], rows.offsets[row + 1])
        .reduce((sum, value) => sum + value * value, 0),
    ),
  );
  return {
    entities: rows.rows,
    features: rows.columns,
    offsets: rows.offsets,
    indices: rows.indices,
    values: rows.values,
    featureOffsets: columns.offsets,
    featureIndices: columns.indices,
    featureValues: columns.values,
    norms,
    binary: rows.values.every((value) => value === 1),
  };
}

/** s_ab = Σ x·y / (‖a‖·‖b‖ + shrinkage) */
export function contentMeasure(shrinkage: number): MeasureSpec {
  return {
    measure: 'cosine',
    shrinkage,
    minSupport: 1,
    significance: 0,
    amplification: 1,
    alpha: 0.5,
    beta: 0.5,
  };
}

/** The features that two rows share, by how much each adds to their similarity, the largest first. */
export function commonFeatures({ offsets, indices, values }: Csr, a: number, b: number): number[] {
  const of = new Map<number, number>();
  for (let p = offsets[a]!; p < offsets[a + 1]!; p++) of.set(indices[p]!, values[p]!);
  const common: [column: number, product: number][] = [];
  for (let p = offsets[b]!; p < offsets[b + 1]!; p++) {
    const value = of.get(indices[p]!);
    if (value !== undefined && value * values[p]! > 0) common.push([indices[p]!, value * values[p]!]);
  }
  return common.sort(([x, p], [y, q]) => q - p || x - y).map(([column]) => column);
}
