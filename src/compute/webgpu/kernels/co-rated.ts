import code from '../../../../shaders/similarity/co-rated.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import { SUMS_WIDTH, type CoRatedSpec, type CoRatedSums } from '../../contracts/similarity';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const MODES: readonly CoRatedSums[] = ['count', 'product', 'distance', 'norms', 'moments', 'dot'];
const kernels = MODES.map(
  (sums, mode) =>
    new Kernel('coRated', code, { workgroupSize: WORKGROUP_SIZE, mode, width: SUMS_WIDTH[sums] }),
);

/** See `shaders/similarity/co-rated.wgsl`. */
export function coRated(scope: Scope, spec: CoRatedSpec): Operation {
  const { tile, columns, entities, features } = spec;
  return kernels[MODES.indexOf(spec.sums)]!.prepare(
    scope as GpuScope,
    gridFor(tile * features.segments, WORKGROUP_SIZE),
    [
      spec.rows,
      entities.offsets,
      entities.indices,
      entities.values,
      features.starts,
      features.indices,
      features.values,
      spec.out,
    ],
    uniforms(['u32', tile], ['u32', columns], ['u32', features.segments]),
  );
}
