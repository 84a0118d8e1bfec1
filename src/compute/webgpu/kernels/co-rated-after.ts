import code from '../../../../shaders/similarity/co-rated-after.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import { SUMS_WIDTH, type CoRatedAfterSpec, type CoRatedSums } from '../../contracts/similarity';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const MODES: readonly CoRatedSums[] = ['count', 'product', 'distance', 'norms', 'moments', 'dot'];
const kernels = MODES.map(
  (sums, mode) =>
    new Kernel('coRatedAfter', code, { workgroupSize: WORKGROUP_SIZE, mode, width: SUMS_WIDTH[sums] }),
);

/** See `shaders/similarity/co-rated-after.wgsl`. */
export function coRatedAfter(scope: Scope, spec: CoRatedAfterSpec): Operation {
  const { tile, columns } = spec;
  return kernels[MODES.indexOf(spec.sums)]!.prepare(
    scope as GpuScope,
    gridFor(tile, WORKGROUP_SIZE),
    [
      spec.rows,
      spec.entityOffsets,
      spec.ranges,
      spec.entityValues,
      spec.featureEntities,
      spec.featureValues,
      spec.out,
    ],
    uniforms(['u32', tile], ['u32', columns]),
  );
}
