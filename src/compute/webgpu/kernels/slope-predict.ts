import code from '../../../../shaders/models/slope-predict.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { SlopePredictSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('slopePredict', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/models/slope-predict.wgsl`. */
export function slopePredict(scope: Scope, spec: SlopePredictSpec): Operation {
  const { capacity, byUser } = spec;
  return kernel.prepare(
    scope as GpuScope,
    gridFor(capacity, WORKGROUP_SIZE),
    [spec.users, spec.items, byUser.offsets, byUser.indices, spec.means, spec.deviations, spec.out],
    uniforms(['u32', capacity], ['u32', spec.itemCount]),
  );
}
