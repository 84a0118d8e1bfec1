import type { Operation, Scope } from '../backend';
import type { SortIdsSpec } from '../contracts';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/sort-ids.wgsl`. */
export function sortIds(_scope: Scope, spec: SortIdsSpec): Operation {
  const [ids, sorted] = [dataOf(spec.ids), dataOf(spec.sorted)];
  return new CpuOperation('sortIds', () => {
    for (let position = 0; position < ids.length; position++) sorted[position] = position;
    sorted.sort((a, b) => ids[a]! - ids[b]! || a - b);
  });
}
