import type { Operation, Scope } from '../backend';
import { NO_ROW, SUMS_WIDTH, type CoRatedSpec, type CoRatedSums } from '../contracts/similarity';
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
        const [start, end] = [starts[feature * segments]!, starts[(feature + 1) * segments]!];
        addCoRated[sums](row, columnOf, columnValues, values[p]!, start, end);
      }
      out.set(row, t * columns * width);
    }
  });
}

/** Adds to `sums` what one feature's entities [start, end) share with a row whose value is x. */
export type AddCoRated = (
  sums: Float64Array,
  entities: Uint32Array,
  values: Float32Array | Float64Array,
  x: number,
  start: number,
  end: number,
) => void;

/**
 * Adds what the entities [start, end) of one feature share with a row whose value is x. One loop a kind of sums, so
 * that the compiler sees no branch in it.
 */
export const addCoRated: Readonly<Record<CoRatedSums, AddCoRated>> = {
  count(sums, entities, _values, _x, start, end) {
    // Entities of one feature differ, so four updates may be in flight at once: a third faster than one by one.
    const fours = end - ((end - start) & 3);
    let q = start;
    for (; q < fours; q += 4) {
      const [b0, b1, b2, b3] = [entities[q]!, entities[q + 1]!, entities[q + 2]!, entities[q + 3]!];
      sums[b0] = sums[b0]! + 1;
      sums[b1] = sums[b1]! + 1;
      sums[b2] = sums[b2]! + 1;
      sums[b3] = sums[b3]! + 1;
    }
    for (; q < end; q++) sums[entities[q]!]!++;
  },
  product(sums, entities, values, x, start, end) {
    const pairs = end - ((end - start) & 1);
    let q = start;
    for (; q < pairs; q += 2) {
      const [at0, at1] = [entities[q]! * 2, entities[q + 1]! * 2];
      const [y0, y1] = [values[q]!, values[q + 1]!];
      sums[at0] = sums[at0]! + 1;
      sums[at1] = sums[at1]! + 1;
      sums[at0 + 1] = sums[at0 + 1]! + x * y0;
      sums[at1 + 1] = sums[at1 + 1]! + x * y1;
    }
    if (q < end) {
      const at = entities[q]! * 2;
      sums[at]!++;
      sums[at + 1]! += x * values[q]!;
    }
  },
  distance(sums, entities, values, x, start, end) {
    for (let q = start; q < end; q++) {
      const at = entities[q]! * 2;
      const difference = x - values[q]!;
      sums[at]!++;
      sums[at + 1]! += difference * difference;
    }
  },
  norms(sums, entities, values, x, start, end) {
    for (let q = start; q < end; q++) {
      const at = entities[q]! * 4;
      const y = values[q]!;
      sums[at]!++;
      sums[at + 1]! += x * y;
      sums[at + 2]! += x * x;
      sums[at + 3]! += y * y;
    }
  },
  moments(sums, entities, values, x, start, end) {
    for (let q = start; q < end; q++) {
      const at = entities[q]! * 8;
      const y = values[q]!;
      sums[at]!++;
      sums[at + 1]! += x * y;
      sums[at + 2]! += x * x;
      sums[at + 3]! += y * y;
      sums[at + 4]! += x;
      sums[at + 5]! += y;
    }
  },
  dot(sums, entities, values, x, start, end) {
    const fours = end - ((end - start) & 3);
    let q = start;
    for (; q < fours; q += 4) {
      const [b0, b1, b2, b3] = [entities[q]!, entities[q + 1]!, entities[q + 2]!, entities[q + 3]!];
      sums[b0] = sums[b0]! + x * values[q]!;
      sums[b1] = sums[b1]! + x * values[q + 1]!;
      sums[b2] = sums[b2]! + x * values[q + 2]!;
      sums[b3] = sums[b3]! + x * values[q + 3]!;
    }
    for (; q < end; q++) sums[entities[q]!]! += x * values[q]!;
  },
};
