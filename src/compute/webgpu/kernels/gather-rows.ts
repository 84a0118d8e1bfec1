import code from '../../../../shaders/nn/gather-rows.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { GatherRowsSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import { lanesFor, numbersOf } from '../lanes';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const [single, fourfold] = ([1, 4] as const).map(
  (lanes) => new Kernel('gatherRows', numbersOf(lanes) + code, { workgroupSize: WORKGROUP_SIZE }),
);

/** See `shaders/nn/gather-rows.wgsl`. */
export function gatherRows(scope: Scope, spec: GatherRowsSpec): Operation {
  const { count, width, idsOffset = 0, tableOffset = 0, outStride = width, outColumn = 0 } = spec;
  const lanes = lanesFor([width, tableOffset, outStride, outColumn]);
  const inLanes = (size: number) => size / lanes;
  const shape = [count, inLanes(width), idsOffset, ...[tableOffset, outStride, outColumn].map(inLanes)];
  return (lanes === 4 ? fourfold! : single!).prepare(
    scope as GpuScope,
    gridFor((count * width) / lanes, WORKGROUP_SIZE),
    [spec.ids, spec.table, spec.out],
    uniforms(...shape.map((value) => ['u32', value] as const)),
  );
}
