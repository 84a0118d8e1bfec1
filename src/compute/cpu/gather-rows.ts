import type { Operation, Scope } from '../backend';
import type { GatherRowsSpec } from '../contracts';
import { NO_ROW } from '../contracts/similarity';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/gather-rows.wgsl`. */
export function gatherRows(_scope: Scope, spec: GatherRowsSpec): Operation {
  const { count, width, idsOffset = 0, tableOffset = 0, outStride = width, outColumn = 0 } = spec;
  const [ids, table, out] = [dataOf(spec.ids), dataOf(spec.table), dataOf(spec.out)];
  return new CpuOperation('gatherRows', () => {
    for (let r = 0; r < count; r++) {
      const row = ids[idsOffset + r]!;
      const target = r * outStride + outColumn;
      const start = tableOffset + row * width;
      if (row === NO_ROW) out.fill(0, target, target + width);
      else for (let c = 0; c < width; c++) out[target + c] = table[start + c]!;
    }
  });
}
