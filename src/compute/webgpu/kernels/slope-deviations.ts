import code from '../../../../shaders/models/slope-deviations.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { SlopeDeviationsSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('slopeDeviations', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/models/slope-deviations.wgsl`. */
export function slopeDeviations(scope: Scope, spec: SlopeDeviationsSpec): Operation {
  const { rows, tile, items, sums, deviations } = spec;
  return kernel.prepare(
    scope as GpuScope,
    gridFor(tile * items, WORKGROUP_SIZE),
    [rows, sums, deviations],
    uniforms(['u32', tile], ['u32', items]),
  );
}
