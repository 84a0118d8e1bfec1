import code from '../../../../shaders/nn/sort-ids.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { SortIdsSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('sortIds', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/nn/sort-ids.wgsl`. */
export function sortIds(scope: Scope, { ids, sorted }: SortIdsSpec): Operation {
  return kernel.prepare(
    scope as GpuScope,
    gridFor(ids.length / 4, WORKGROUP_SIZE),
    [ids, sorted],
    uniforms(['u32', ids.length / 4]),
  );
}
