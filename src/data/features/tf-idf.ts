import type { FeatureTable } from './feature-table';

/**
 * The table's values times ln(n / n_f), n the rows that have any feature and n_f those with feature f, both counted
 * among the training rows (Lops, de Gemmis & Semeraro 2011, §3.3.1.1). A feature that all rows have weighs nothing
 * and goes.
 */
export function tfIdf(table: FeatureTable, known: Uint8Array): FeatureTable {
  const { matrix } = table;
  const { rows, columns, offsets, indices, values } = matrix;
  const counts = new Uint32Array(columns);
  let described = 0;
  for (let row = 0; row < rows; row++) {
    if (!known[row] || offsets[row] === offsets[row + 1]) continue;
    described++;
    for (let p = offsets[row]!; p < offsets[row + 1]!; p++) counts[indices[p]!]!++;
  }
  const weights = Float64Array.from(counts, (count) => (count > 0 ? Math.log(described / count) : 0));
  const kept = new Uint32Array(rows + 1);
  const [keptIndices, keptValues]: [number[], number[]] = [[], []];
  for (let row = 0; row < rows; row++) {
    for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
      const value = values[p]! * weights[indices[p]!]!;
      if (value === 0) continue;
      keptIndices.push(indices[p]!);
      keptValues.push(value);
    }
    kept[row + 1] = keptIndices.length;
  }
  return {
    columns: table.columns,
    matrix: {
      ...matrix,
      offsets: kept,
      indices: Uint32Array.from(keptIndices),
      values: Float32Array.from(keptValues),
    },
  };
}
