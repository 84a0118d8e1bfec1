import code from '../../../../shaders/nn/gather-rows.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { GatherRowsSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('gatherRows', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/nn/gather-rows.wgsl`. */
export function gatherRows(scope: Scope, spec: GatherRowsSpec): Operation {
  const { count, width, idsOffset = 0, tableOffset = 0, outStride = width, outColumn = 0 } = spec;
  const shape = [count, width, idsOffset, tableOffset, outStride, outColumn];
  return kernel.prepare(
    scope as GpuScope,
    gridFor(count * width, WORKGROUP_SIZE),
    [spec.ids, spec.table, spec.out],
    uniforms(...shape.map((value) => ['u32', value] as const)),
  );
}
