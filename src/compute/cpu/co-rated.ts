import type { Operation, Scope } from '../backend';
import { NO_ROW, SUMS_WIDTH, type CoRatedSpec } from '../contracts/similarity';
import { CpuOperation, dataOf } from './tensor';

/** Sums over shared features in f64, rounded once: the meaning of `shaders/similarity/co-rated.wgsl`. */
export function coRated(_scope: Scope, spec: CoRatedSpec): Operation {
  const { tile, columns, sums, features } = spec;
  const { segments } = features;
  const width = SUMS_WIDTH[sums];
  const [rows, offsets, indices, values] = [
    dataOf(spec.rows),
    dataOf(spec.entities.offsets),
    dataOf(spec.entities.indices),
    dataOf(spec.entities.values),
  ];
  const [starts, columnOf, columnValues, out] = [
    dataOf(features.starts),
    dataOf(features.indices),
    dataOf(features.values),
    dataOf(spec.out),
  ];
  return new CpuOperation('coRated', () => {
    const row = new Float64Array(columns * width);
    for (let t = 0; t < tile; t++) {
      const entity = rows[t]!;
      if (entity === NO_ROW) continue;
      row.fill(0);
      for (let p = offsets[entity]!; p < offsets[entity + 1]!; p++) {
        const feature = indices[p]!;
        const x = values[p]!;
        const end = starts[(feature + 1) * segments]!;
        for (let q = starts[feature * segments]!; q < end; q++) {
          const at = columnOf[q]! * width;
          const y = columnValues[q]!;
          row[at]! += 1;
          if (width === 1) continue;
          row[at + 1]! += sums === 'distance' ? (x - y) * (x - y) : x * y;
          if (width === 2) continue;
          row[at + 2]! += x * x;
          row[at + 3]! += y * y;
          if (width === 4) continue;
          row[at + 4]! += x;
          row[at + 5]! += y;
        }
      }
      out.set(row, t * columns * width);
    }
  });
}
