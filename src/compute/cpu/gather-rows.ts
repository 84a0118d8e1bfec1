import type { Operation, Scope } from '../backend';
import type { GatherRowsSpec } from '../contracts';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/gather-rows.wgsl`. */
export function gatherRows(_scope: Scope, spec: GatherRowsSpec): Operation {
  const { count, width, idsOffset = 0, tableOffset = 0 } = spec;
  const [ids, table, out] = [dataOf(spec.ids), dataOf(spec.table), dataOf(spec.out)];
  return new CpuOperation('gatherRows', () => {
    for (let r = 0; r < count; r++) {
      const from = tableOffset + ids[idsOffset + r]! * width;
      out.set(table.subarray(from, from + width), r * width);
    }
  });
}
