import type { Operation, Scope } from '../backend';
import { NO_DEVIATION, type SlopeDeviationsSpec } from '../contracts/models';
import { NO_ROW, SUMS_WIDTH } from '../contracts/similarity';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/models/slope-deviations.wgsl`. */
export function slopeDeviations(_scope: Scope, spec: SlopeDeviationsSpec): Operation {
  const { tile, items } = spec;
  const [rows, sums, deviations] = [dataOf(spec.rows), dataOf(spec.sums), dataOf(spec.deviations)];
  return new CpuOperation('slopeDeviations', () => {
    for (let t = 0; t < tile; t++) {
      const row = rows[t]!;
      if (row === NO_ROW) continue;
      for (let j = 0; j < items; j++) {
        const at = (t * items + j) * SUMS_WIDTH.moments;
        const count = sums[at]!;
        deviations[row * items + j] = count > 0 ? (sums[at + 4]! - sums[at + 5]!) / count : NO_DEVIATION;
      }
    }
  });
}
