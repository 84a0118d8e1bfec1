import code from '../../../../shaders/nn/gather-rows.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { GatherRowsSpec } from '../../contracts';
import { gridFor, uniforms } from '../kernel';
import { laneKernels, lanesFor } from '../lanes';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernels = laneKernels('gatherRows', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/nn/gather-rows.wgsl`. */
export function gatherRows(scope: Scope, spec: GatherRowsSpec): Operation {
  const { count, width, idsOffset = 0, tableOffset = 0, outStride = width, outColumn = 0 } = spec;
  const lanes = lanesFor([width, tableOffset, outStride, outColumn]);
  const inLanes = (size: number) => size / lanes;
  const shape = [count, inLanes(width), idsOffset, ...[tableOffset, outStride, outColumn].map(inLanes)];
  return kernels[lanes].prepare(
    scope as GpuScope,
    gridFor((count * width) / lanes, WORKGROUP_SIZE),
    [spec.ids, spec.table, spec.out],
    uniforms(...shape.map((value) => ['u32', value] as const)),
  );
}
