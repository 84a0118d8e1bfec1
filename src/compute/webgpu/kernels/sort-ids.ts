import code from '../../../../shaders/nn/sort-ids.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { SortIdsSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 32;
const kernel = new Kernel('sortIds', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/nn/sort-ids.wgsl`. */
export function sortIds(scope: Scope, { ids, sorted, group = 1 }: SortIdsSpec): Operation {
  // Four groups at a time; where they do not come out even, position by position.
  const together = ids.length % (4 * group) === 0 ? group : 1;
  const quarter = ids.length / (4 * together);
  return kernel.prepare(
    scope as GpuScope,
    gridFor(quarter, WORKGROUP_SIZE),
    [ids, sorted],
    uniforms(['u32', quarter], ['u32', together]),
  );
}
