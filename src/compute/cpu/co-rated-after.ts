import type { Operation, Scope } from '../backend';
import { NO_ROW, SUMS_WIDTH, type CoRatedAfterSpec } from '../contracts/similarity';
import { addCoRated } from './co-rated';
import { CpuOperation, dataOf } from './tensor';

/** Sums against later entities in f64, rounded once: the meaning of `shaders/similarity/co-rated-after.wgsl`. */
export function coRatedAfter(_scope: Scope, spec: CoRatedAfterSpec): Operation {
  const { tile, columns, sums } = spec;
  const width = SUMS_WIDTH[sums];
  const [rows, offsets, ranges, values] = [
    dataOf(spec.rows),
    dataOf(spec.entityOffsets),
    dataOf(spec.ranges),
    dataOf(spec.entityValues),
  ];
  const [entities, featureValues, out] = [
    dataOf(spec.featureEntities),
    dataOf(spec.featureValues),
    dataOf(spec.out),
  ];
  return new CpuOperation('coRatedAfter', () => {
    const row = new Float64Array(columns * width);
    for (let t = 0; t < tile; t++) {
      const entity = rows[t]!;
      if (entity === NO_ROW) continue;
      row.fill(0);
      for (let p = offsets[entity]!; p < offsets[entity + 1]!; p++)
        addCoRated[sums](row, entities, featureValues, values[p]!, ranges[2 * p]!, ranges[2 * p + 1]!);
      out.set(row, t * columns * width);
    }
  });
}
